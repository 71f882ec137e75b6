using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
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
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DeploymentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    By = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Source = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Asked = table.Column<int>(type: "int", nullable: false),
                    Sought = table.Column<int>(type: "int", nullable: false),
                    Suspended = table.Column<int>(type: "int", nullable: false),
                    NotBelieved = table.Column<int>(type: "int", nullable: false),
                    Problem = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Confirmations = table.Column<byte[]>(type: "varbinary(max)", nullable: true)
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
