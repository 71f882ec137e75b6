using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ListColumns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_AuditEvents_DeploymentId",
                table: "AuditEvents");

            migrationBuilder.AddColumn<string>(
                name: "ApproverIds",
                table: "WatchlistEntries",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "CompilerIds",
                table: "WatchlistEntries",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Name",
                table: "Deployments",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Venue",
                table: "Deployments",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            // Rows written before hold these facts only inside their JSON. Who has signed off is left empty: such an entry is counted once more, never once less.
            migrationBuilder.Sql(
                """
                UPDATE Deployments SET Name = json_extract("Plan", '$.name'), Venue = json_extract("Plan", '$.place.venue');
                """);
            migrationBuilder.Sql(
                """
                UPDATE WatchlistEntries SET CompilerIds = (SELECT json_group_array(DISTINCT upper(json_extract(value, '$.userId'))) FROM json_each(Compilations));
                """);

            migrationBuilder.CreateIndex(
                name: "IX_WatchlistEntries_DeploymentId_State",
                table: "WatchlistEntries",
                columns: new[] { "DeploymentId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Deployments_State",
                table: "Deployments",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_ActorId_Number",
                table: "AuditEvents",
                columns: new[] { "ActorId", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_DeploymentId_Number",
                table: "AuditEvents",
                columns: new[] { "DeploymentId", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_Subject_Number",
                table: "AuditEvents",
                columns: new[] { "Subject", "Number" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_WatchlistEntries_DeploymentId_State",
                table: "WatchlistEntries");

            migrationBuilder.DropIndex(
                name: "IX_Deployments_State",
                table: "Deployments");

            migrationBuilder.DropIndex(
                name: "IX_AuditEvents_ActorId_Number",
                table: "AuditEvents");

            migrationBuilder.DropIndex(
                name: "IX_AuditEvents_DeploymentId_Number",
                table: "AuditEvents");

            migrationBuilder.DropIndex(
                name: "IX_AuditEvents_Subject_Number",
                table: "AuditEvents");

            migrationBuilder.DropColumn(
                name: "ApproverIds",
                table: "WatchlistEntries");

            migrationBuilder.DropColumn(
                name: "CompilerIds",
                table: "WatchlistEntries");

            migrationBuilder.DropColumn(
                name: "Name",
                table: "Deployments");

            migrationBuilder.DropColumn(
                name: "Venue",
                table: "Deployments");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_DeploymentId",
                table: "AuditEvents",
                column: "DeploymentId");
        }
    }
}
