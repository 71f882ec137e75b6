using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class EntryColumns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_WatchlistEntries_DeploymentId_State",
                table: "WatchlistEntries");

            migrationBuilder.AddColumn<string>(
                name: "Category",
                table: "WatchlistEntries",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "DecidedAt",
                table: "WatchlistEntries",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "DecidedBy",
                table: "WatchlistEntries",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ImageTakenOn",
                table: "WatchlistEntries",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<bool>(
                name: "ListedAsChild",
                table: "WatchlistEntries",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsUnconvictedCustody",
                table: "WatchlistEntries",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsVulnerable",
                table: "WatchlistEntries",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Justification",
                table: "WatchlistEntries",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "SearchText",
                table: "WatchlistEntries",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "TemplateHash",
                table: "WatchlistEntries",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            // Rows written before hold this only inside their JSON. SQLite makes capitals of a to z only: an older name with other letters is found by how these are written.
            migrationBuilder.Sql(
                """
                UPDATE WatchlistEntries SET
                    Category = CASE json_extract(Details, '$.category') WHEN 1 THEN 'WantedByCourts' WHEN 2 THEN 'SuspectedOfOffence' WHEN 3 THEN 'SubjectToOrder' WHEN 4 THEN 'MissingAtRisk' WHEN 5 THEN 'RiskOfHarm' WHEN 6 THEN 'Associate' WHEN 7 THEN 'WitnessOrVictim' END,
                    SearchText = upper(Reference || ' ' || json_extract(Details, '$.subjectName')),
                    Justification = json_extract(Details, '$.justification'),
                    ImageTakenOn = json_extract(Details, '$.imageTakenOn'),
                    TemplateHash = json_extract(Photograph, '$.templateHash'),
                    ListedAsChild = json_extract(Details, '$.ageBand') <> 0,
                    IsVulnerable = trim(json_extract(Details, '$.vulnerability')) <> '' OR json_extract(Details, '$.category') = 4,
                    IsUnconvictedCustody = json_extract(Details, '$.unconvicted') AND json_extract(Details, '$.imageSource') = 0,
                    DecidedBy = upper(json_extract(Decisions, '$[#-1].by.userId')),
                    DecidedAt = CAST((unixepoch(json_extract(Decisions, '$[#-1].by.at'), 'subsec') + 62135596800) * 10000000 AS INTEGER);
                """);

            migrationBuilder.CreateIndex(
                name: "IX_WatchlistEntries_DeploymentId_DecidedBy_DecidedAt",
                table: "WatchlistEntries",
                columns: new[] { "DeploymentId", "DecidedBy", "DecidedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_WatchlistEntries_DeploymentId_State_Category",
                table: "WatchlistEntries",
                columns: new[] { "DeploymentId", "State", "Category" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_WatchlistEntries_DeploymentId_DecidedBy_DecidedAt",
                table: "WatchlistEntries");

            migrationBuilder.DropIndex(
                name: "IX_WatchlistEntries_DeploymentId_State_Category",
                table: "WatchlistEntries");

            migrationBuilder.DropColumn(
                name: "Category",
                table: "WatchlistEntries");

            migrationBuilder.DropColumn(
                name: "DecidedAt",
                table: "WatchlistEntries");

            migrationBuilder.DropColumn(
                name: "DecidedBy",
                table: "WatchlistEntries");

            migrationBuilder.DropColumn(
                name: "ImageTakenOn",
                table: "WatchlistEntries");

            migrationBuilder.DropColumn(
                name: "ListedAsChild",
                table: "WatchlistEntries");

            migrationBuilder.DropColumn(
                name: "IsUnconvictedCustody",
                table: "WatchlistEntries");

            migrationBuilder.DropColumn(
                name: "IsVulnerable",
                table: "WatchlistEntries");

            migrationBuilder.DropColumn(
                name: "Justification",
                table: "WatchlistEntries");

            migrationBuilder.DropColumn(
                name: "SearchText",
                table: "WatchlistEntries");

            migrationBuilder.DropColumn(
                name: "TemplateHash",
                table: "WatchlistEntries");

            migrationBuilder.CreateIndex(
                name: "IX_WatchlistEntries_DeploymentId_State",
                table: "WatchlistEntries",
                columns: new[] { "DeploymentId", "State" });
        }
    }
}
