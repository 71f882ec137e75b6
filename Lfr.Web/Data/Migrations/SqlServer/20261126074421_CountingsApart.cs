using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
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
                    LicenceId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    WorkerId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CountingId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Before = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Current = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FaceCountings", x => new { x.LicenceId, x.WorkerId, x.CountingId });
                });
            migrationBuilder.Sql("EXEC('INSERT INTO FaceCountings (LicenceId, WorkerId, CountingId, [Before], [Current]) SELECT LicenceId, WorkerId, ''00000000-0000-0000-0000-000000000000'', [Before], [Current] FROM RunTallies')");
            migrationBuilder.DropTable(name: "RunTallies");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "RunTallies",
                columns: table => new
                {
                    LicenceId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    WorkerId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Before = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Current = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RunTallies", x => new { x.LicenceId, x.WorkerId });
                });
            migrationBuilder.Sql("EXEC('INSERT INTO RunTallies (LicenceId, WorkerId, [Before], [Current]) SELECT LicenceId, WorkerId, [Before], [Current] FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY LicenceId, WorkerId ORDER BY CountingId DESC) AS N FROM FaceCountings) AS c WHERE N = 1')");
            migrationBuilder.DropTable(name: "FaceCountings");
        }
    }
}
