using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
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
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Year",
                table: "Deployments",
                type: "int",
                nullable: true);

            // In EXEC, because the server reads a whole script before it has run its first line and would miss the columns.
            migrationBuilder.Sql(
                """
                EXEC('UPDATE Deployments SET Year = TRY_CAST(LEFT(Reference, 4) AS int), Number = TRY_CAST(SUBSTRING(Reference, 6, 35) AS int)
                WHERE HistoricalSource IS NULL AND Reference LIKE ''[0-9][0-9][0-9][0-9]-[0-9]%''');
                """);

            // What people wrote about somebody goes with the pictures; of lists that were purged before it is blanked now.
            migrationBuilder.Sql(
                """
                EXEC('UPDATE WatchlistEntries SET Justification = N'''', Details = JSON_MODIFY(JSON_MODIFY(JSON_MODIFY(JSON_MODIFY(JSON_MODIFY(JSON_MODIFY(JSON_MODIFY(JSON_MODIFY(Details, ''$.justification'', N''''), ''$.whyHereAndNow'', N''''), ''$.necessity'', N''''), ''$.proportionality'', N''''), ''$.lawfulHolding'', N''''), ''$.childWelfareReason'', N''''), ''$.vulnerability'', N''''), ''$.responsePlan'', N'''')
                WHERE State = ''Purged''');
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
