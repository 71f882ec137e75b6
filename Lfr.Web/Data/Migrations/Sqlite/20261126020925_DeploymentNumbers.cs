using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeploymentNumbers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Number",
                table: "Deployments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Year",
                table: "Deployments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.Sql(
                """
                UPDATE Deployments SET Year = CAST(substr(Reference, 1, 4) AS INTEGER), Number = CAST(substr(Reference, 6) AS INTEGER)
                WHERE HistoricalSource IS NULL AND Reference GLOB '[0-9][0-9][0-9][0-9]-[0-9]*';
                """);

            // What people wrote about somebody goes with the pictures; of lists that were purged before it is blanked now.
            migrationBuilder.Sql(
                """
                UPDATE WatchlistEntries SET Justification = '', Details = json_set(Details, '$.justification', '', '$.whyHereAndNow', '', '$.necessity', '',
                    '$.proportionality', '', '$.lawfulHolding', '', '$.childWelfareReason', '', '$.vulnerability', '', '$.responsePlan', '')
                WHERE State = 'Purged';
                """);

            migrationBuilder.CreateIndex(
                name: "IX_Deployments_Year_Number",
                table: "Deployments",
                columns: new[] { "Year", "Number" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Deployments_Year_Number",
                table: "Deployments");

            migrationBuilder.DropColumn(
                name: "Number",
                table: "Deployments");

            migrationBuilder.DropColumn(
                name: "Year",
                table: "Deployments");
        }
    }
}
