using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
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
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LastVerdict",
                table: "WatchlistEntries",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ListedAge",
                table: "WatchlistEntries",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "StatusVerifiedAt",
                table: "WatchlistEntries",
                type: "datetimeoffset",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            // Rows written before hold this only inside their JSON.
            migrationBuilder.Sql(
                """
                UPDATE e SET
                    EmbedderHash = JSON_VALUE(e.Photograph, '$.embedderHash'),
                    LastVerdict = CASE a.Verdict WHEN 0 THEN 'Approved' WHEN 1 THEN 'Rejected' WHEN 2 THEN 'Returned' WHEN 3 THEN 'TakenBack' END,
                    ListedAge = CASE d.AgeBand WHEN 1 THEN 'Child13To17' WHEN 2 THEN 'Under13' ELSE 'Adult' END,
                    StatusVerifiedAt = d.StatusVerifiedAt
                FROM WatchlistEntries AS e
                CROSS APPLY OPENJSON(e.Details) WITH (AgeBand int '$.ageBand', StatusVerifiedAt datetimeoffset '$.statusVerifiedAt') AS d
                OUTER APPLY (SELECT TOP 1 CAST(JSON_VALUE(o.[value], '$.verdict') AS int) AS Verdict FROM OPENJSON(e.Decisions) AS o ORDER BY CAST(o.[key] AS int) DESC) AS a;
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
