using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class EntryHands : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "EntryHands",
                columns: table => new
                {
                    EntryId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Part = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DeploymentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EntryHands", x => new { x.EntryId, x.Part, x.UserId });
                    table.ForeignKey(
                        name: "FK_EntryHands_WatchlistEntries_EntryId",
                        column: x => x.EntryId,
                        principalTable: "WatchlistEntries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_EntryHands_DeploymentId_Part_UserId",
                table: "EntryHands",
                columns: new[] { "DeploymentId", "Part", "UserId" });

            // Rows written before hold this only inside their JSON.
            migrationBuilder.Sql(
                """
                INSERT INTO EntryHands (EntryId, Part, UserId, DeploymentId)
                SELECT e.Id, 'Compiled', CAST(c.value AS uniqueidentifier), e.DeploymentId FROM WatchlistEntries e CROSS APPLY OPENJSON(e.CompilerIds) c
                UNION SELECT e.Id, 'Approved', CAST(a.value AS uniqueidentifier), e.DeploymentId FROM WatchlistEntries e CROSS APPLY OPENJSON(e.ApproverIds) a;
                """);

            migrationBuilder.DropColumn(
                name: "ApproverIds",
                table: "WatchlistEntries");

            migrationBuilder.DropColumn(
                name: "CompilerIds",
                table: "WatchlistEntries");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ApproverIds",
                table: "WatchlistEntries",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "CompilerIds",
                table: "WatchlistEntries",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.Sql(
                """
                UPDATE e SET
                    CompilerIds = (SELECT '[' + COALESCE(STRING_AGG('"' + CAST(h.UserId AS nvarchar(36)) + '"', ','), '') + ']' FROM EntryHands h WHERE h.EntryId = e.Id AND h.Part = 'Compiled'),
                    ApproverIds = (SELECT '[' + COALESCE(STRING_AGG('"' + CAST(h.UserId AS nvarchar(36)) + '"', ','), '') + ']' FROM EntryHands h WHERE h.EntryId = e.Id AND h.Part = 'Approved')
                FROM WatchlistEntries e;
                """);

            migrationBuilder.DropTable(
                name: "EntryHands");
        }
    }
}
