using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ClaimsOfEntries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "EntryClaims",
                columns: table => new
                {
                    EntryId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DeploymentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    PageId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    RenewedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EntryClaims", x => x.EntryId);
                    table.ForeignKey(
                        name: "FK_EntryClaims_WatchlistEntries_EntryId",
                        column: x => x.EntryId,
                        principalTable: "WatchlistEntries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SignOffBreaks",
                columns: table => new
                {
                    DeploymentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Answers = table.Column<int>(type: "int", nullable: false),
                    MeanSeconds = table.Column<int>(type: "int", nullable: false),
                    WentOn = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignOffBreaks", x => new { x.DeploymentId, x.UserId, x.At });
                });

            migrationBuilder.CreateIndex(
                name: "IX_EntryClaims_DeploymentId_RenewedAt",
                table: "EntryClaims",
                columns: new[] { "DeploymentId", "RenewedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_EntryClaims_PageId",
                table: "EntryClaims",
                column: "PageId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "EntryClaims");

            migrationBuilder.DropTable(
                name: "SignOffBreaks");
        }
    }
}
