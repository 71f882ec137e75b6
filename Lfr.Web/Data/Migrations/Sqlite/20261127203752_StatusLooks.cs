using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class StatusLooks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "StatusLooks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DeploymentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Asked = table.Column<int>(type: "INTEGER", nullable: false),
                    Sought = table.Column<int>(type: "INTEGER", nullable: false),
                    Suspended = table.Column<int>(type: "INTEGER", nullable: false),
                    NotBelieved = table.Column<int>(type: "INTEGER", nullable: false),
                    Problem = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Confirmations = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatusLooks", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_StatusLooks_DeploymentId_At",
                table: "StatusLooks",
                columns: new[] { "DeploymentId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "StatusLooks");
        }
    }
}
