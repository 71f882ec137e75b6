#!/usr/bin/env bash
# Generates a migration for SQLite and one for SQL Server from what changed in the model:  eng/migrations.sh AddTwinFlag
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
name=${1:?Name the migration: eng/migrations.sh AddTwinFlag}
folder=Lfr.Web/Data/Migrations

# The tool starts the program far enough to ask it for its services; it must not touch this checkout's data.
LFR_DATA=$(mktemp -d)
# Only for this does Lfr.Web have EF Core's design package beside it (Lfr.Web.csproj).
LFR_MIGRATIONS=1
export LFR_DATA LFR_MIGRATIONS
trap 'rm -rf "$LFR_DATA"' EXIT

dotnet tool restore >/dev/null
dotnet build Lfr.Web --nologo -v quiet -clp:ErrorsOnly -p:RunAnalyzers=false
for provider in Sqlite SqlServer; do
  dotnet ef migrations add "$name" --no-build --project Lfr.Web \
    --context "${provider}LfrDbContext" --output-dir "Data/Migrations/$provider"
done
