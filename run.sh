#!/usr/bin/env bash
# Installs what is missing, builds Lfr and starts it with its demonstration. Stop it with Ctrl+C.
#   LFR_URLS  address (http://127.0.0.1:5080)     LFR_DATA    data folder (.data)
#   LFR_DEMO  1 with the demonstration, 0 without   LFR_MODELS  folder of the face models (.models)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. eng/prepare.sh

need_dotnet
need_program ffmpeg ffmpeg
bring_models
dotnet build Lfr.Web -c Release --nologo -v quiet -clp:ErrorsOnly

export LFR_DEMO=${LFR_DEMO:-1}
exec dotnet Lfr.Web/bin/Release/net10.0/Lfr.Web.dll "$@"
