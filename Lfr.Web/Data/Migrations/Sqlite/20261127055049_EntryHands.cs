using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.Sqlite
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
                    EntryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Part = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DeploymentId = table.Column<Guid>(type: "TEXT", nullable: false)
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
                SELECT DISTINCT e.Id, 'Compiled', upper(c.value), e.DeploymentId FROM WatchlistEntries e, json_each(e.CompilerIds) c
                UNION SELECT DISTINCT e.Id, 'Approved', upper(a.value), e.DeploymentId FROM WatchlistEntries e, json_each(e.ApproverIds) a;
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
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "CompilerIds",
                table: "WatchlistEntries",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.Sql(
                """
                UPDATE WatchlistEntries SET
                    CompilerIds = (SELECT json_group_array(h.UserId) FROM EntryHands h WHERE h.EntryId = WatchlistEntries.Id AND h.Part = 'Compiled'),
                    ApproverIds = (SELECT json_group_array(h.UserId) FROM EntryHands h WHERE h.EntryId = WatchlistEntries.Id AND h.Part = 'Approved');
                """);

            migrationBuilder.DropTable(
                name: "EntryHands");
        }
    }
}
