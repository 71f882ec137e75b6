using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
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
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "DecidedAt",
                table: "WatchlistEntries",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "DecidedBy",
                table: "WatchlistEntries",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ImageTakenOn",
                table: "WatchlistEntries",
                type: "date",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<bool>(
                name: "ListedAsChild",
                table: "WatchlistEntries",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsUnconvictedCustody",
                table: "WatchlistEntries",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsVulnerable",
                table: "WatchlistEntries",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Justification",
                table: "WatchlistEntries",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "SearchText",
                table: "WatchlistEntries",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "TemplateHash",
                table: "WatchlistEntries",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            // Rows written before hold this only inside their JSON.
            migrationBuilder.Sql(
                """
                UPDATE e SET
                    Category = CASE d.Category WHEN 1 THEN 'WantedByCourts' WHEN 2 THEN 'SuspectedOfOffence' WHEN 3 THEN 'SubjectToOrder' WHEN 4 THEN 'MissingAtRisk' WHEN 5 THEN 'RiskOfHarm' WHEN 6 THEN 'Associate' WHEN 7 THEN 'WitnessOrVictim' END,
                    SearchText = UPPER(CONCAT(e.Reference, N' ', d.SubjectName)),
                    Justification = d.Justification,
                    ImageTakenOn = d.ImageTakenOn,
                    TemplateHash = JSON_VALUE(e.Photograph, '$.templateHash'),
                    ListedAsChild = CASE WHEN d.AgeBand <> 0 THEN 1 ELSE 0 END,
                    IsVulnerable = CASE WHEN TRIM(d.Vulnerability) <> N'' OR d.Category = 4 THEN 1 ELSE 0 END,
                    IsUnconvictedCustody = CASE WHEN d.Unconvicted = 1 AND d.ImageSource = 0 THEN 1 ELSE 0 END,
                    DecidedBy = a.DecidedBy,
                    DecidedAt = a.DecidedAt
                FROM WatchlistEntries AS e
                CROSS APPLY OPENJSON(e.Details) WITH (
                    SubjectName nvarchar(max) '$.subjectName', Category int '$.category', Justification nvarchar(max) '$.justification', ImageSource int '$.imageSource',
                    ImageTakenOn date '$.imageTakenOn', Unconvicted bit '$.unconvicted', AgeBand int '$.ageBand', Vulnerability nvarchar(max) '$.vulnerability') AS d
                OUTER APPLY (
                    SELECT TOP 1 CAST(JSON_VALUE(o.[value], '$.by.userId') AS uniqueidentifier) AS DecidedBy, CAST(JSON_VALUE(o.[value], '$.by.at') AS datetimeoffset) AS DecidedAt
                    FROM OPENJSON(e.Decisions) AS o ORDER BY CAST(o.[key] AS int) DESC) AS a;
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
