using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FactsOfLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "EmbedderHash",
                table: "WatchlistEntries",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LastVerdict",
                table: "WatchlistEntries",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ListedAge",
                table: "WatchlistEntries",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "StatusVerifiedAt",
                table: "WatchlistEntries",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            // Rows written before hold this only inside their JSON.
            migrationBuilder.Sql(
                """
                UPDATE WatchlistEntries SET
                    EmbedderHash = json_extract(Photograph, '$.embedderHash'),
                    LastVerdict = CASE json_extract(Decisions, '$[#-1].verdict') WHEN 0 THEN 'Approved' WHEN 1 THEN 'Rejected' WHEN 2 THEN 'Returned' WHEN 3 THEN 'TakenBack' END,
                    ListedAge = CASE json_extract(Details, '$.ageBand') WHEN 1 THEN 'Child13To17' WHEN 2 THEN 'Under13' ELSE 'Adult' END,
                    StatusVerifiedAt = CAST((unixepoch(json_extract(Details, '$.statusVerifiedAt'), 'subsec') + 62135596800) * 10000000 AS INTEGER);
                """);

            migrationBuilder.CreateIndex(
                name: "IX_WatchlistEntries_DeploymentId_State_StatusVerifiedAt",
                table: "WatchlistEntries",
                columns: new[] { "DeploymentId", "State", "StatusVerifiedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_WatchlistEntries_DeploymentId_State_StatusVerifiedAt",
                table: "WatchlistEntries");

            migrationBuilder.DropColumn(
                name: "EmbedderHash",
                table: "WatchlistEntries");

            migrationBuilder.DropColumn(
                name: "LastVerdict",
                table: "WatchlistEntries");

            migrationBuilder.DropColumn(
                name: "ListedAge",
                table: "WatchlistEntries");

            migrationBuilder.DropColumn(
                name: "StatusVerifiedAt",
                table: "WatchlistEntries");
        }
    }
}
