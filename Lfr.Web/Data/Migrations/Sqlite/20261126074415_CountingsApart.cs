using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CountingsApart : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A table of its own instead of another key: SQLite would rebuild the table outside the transaction, and a cut in the middle would leave half a migration.
            migrationBuilder.CreateTable(
                name: "FaceCountings",
                columns: table => new
                {
                    LicenceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CountingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Before = table.Column<string>(type: "TEXT", nullable: false),
                    Current = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FaceCountings", x => new { x.LicenceId, x.WorkerId, x.CountingId });
                });
            migrationBuilder.Sql("INSERT INTO FaceCountings (LicenceId, WorkerId, CountingId, Before, Current) SELECT LicenceId, WorkerId, '00000000-0000-0000-0000-000000000000', Before, Current FROM RunTallies");
            migrationBuilder.DropTable(name: "RunTallies");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "RunTallies",
                columns: table => new
                {
                    LicenceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    WorkerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Before = table.Column<string>(type: "TEXT", nullable: false),
                    Current = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RunTallies", x => new { x.LicenceId, x.WorkerId });
                });
            migrationBuilder.Sql("INSERT INTO RunTallies (LicenceId, WorkerId, Before, Current) SELECT LicenceId, WorkerId, Before, Current FROM FaceCountings AS c WHERE CountingId = (SELECT MAX(CountingId) FROM FaceCountings AS o WHERE o.LicenceId = c.LicenceId AND o.WorkerId = c.WorkerId)");
            migrationBuilder.DropTable(name: "FaceCountings");
        }
    }
}
