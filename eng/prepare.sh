# Sourced by run.sh and test.sh: installs what is missing. Each function ends the script with one sentence when it cannot help.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

say() { printf '%s\n' "$*" >&2; }
give_up() { say "$*"; exit 1; }

need_dotnet() {
  command -v dotnet >/dev/null 2>&1 ||
    give_up "The .NET 10 SDK is needed and 'dotnet' was not found. Install it from https://dotnet.microsoft.com/download/dotnet/10.0 and run this again."
  dotnet --list-sdks | grep -q '^10\.' ||
    give_up "The .NET 10 SDK is needed; this machine has: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd, -). Install it from https://dotnet.microsoft.com/download/dotnet/10.0 and run this again."
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1; then sudo "$@"
  else give_up "Root is needed for: $*. Run that as root, then run this again."
  fi
}

# need_program PROGRAM PACKAGE...: installs the Debian packages when the program is not there.
need_program() {
  local program=$1
  shift
  command -v "$program" >/dev/null 2>&1 && return 0
  command -v apt-get >/dev/null 2>&1 ||
    give_up "The program '$program' is missing and this system has no apt-get. Install '$program' and run this again."
  say "Installing $* …"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
  command -v "$program" >/dev/null 2>&1 || give_up "Installing $* did not bring the program '$program'."
}

# The face models, checked against their SHA-256. Lfr starts without them and refuses to go live, so this only warns.
bring_models() {
  [ -x eng/fetch-models.sh ] || return 0
  command -v npm >/dev/null 2>&1 || need_program npm npm
  eng/fetch-models.sh || say "The face models could not be brought. Lfr starts without them and refuses to go live; try again with eng/fetch-models.sh."
}
