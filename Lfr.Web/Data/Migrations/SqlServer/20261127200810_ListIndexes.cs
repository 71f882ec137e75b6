using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ListIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_WatchlistEntries_DeploymentId_State_Category",
                table: "WatchlistEntries");

            migrationBuilder.DropIndex(
                name: "IX_BiometricBlobs_DeploymentId",
                table: "BiometricBlobs");

            migrationBuilder.CreateIndex(
                name: "IX_WatchlistEntries_DeploymentId_Revision",
                table: "WatchlistEntries",
                columns: new[] { "DeploymentId", "Revision" });

            migrationBuilder.CreateIndex(
                name: "IX_WatchlistEntries_InOrder",
                table: "WatchlistEntries",
                columns: new[] { "DeploymentId", "Reference", "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_WatchlistEntries_List",
                table: "WatchlistEntries",
                columns: new[] { "DeploymentId", "State", "Category", "ImageTakenOn", "ListedAsChild", "IsVulnerable", "IsUnconvictedCustody", "Reference", "TemplateHash", "Revision", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_BiometricBlobs_DeploymentId_Kind_KeyId",
                table: "BiometricBlobs",
                columns: new[] { "DeploymentId", "Kind", "KeyId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_WatchlistEntries_DeploymentId_Revision",
                table: "WatchlistEntries");

            migrationBuilder.DropIndex(
                name: "IX_WatchlistEntries_InOrder",
                table: "WatchlistEntries");

            migrationBuilder.DropIndex(
                name: "IX_WatchlistEntries_List",
                table: "WatchlistEntries");

            migrationBuilder.DropIndex(
                name: "IX_BiometricBlobs_DeploymentId_Kind_KeyId",
                table: "BiometricBlobs");

            migrationBuilder.CreateIndex(
                name: "IX_WatchlistEntries_DeploymentId_State_Category",
                table: "WatchlistEntries",
                columns: new[] { "DeploymentId", "State", "Category" });

            migrationBuilder.CreateIndex(
                name: "IX_BiometricBlobs_DeploymentId",
                table: "BiometricBlobs",
                column: "DeploymentId");
        }
    }
}
