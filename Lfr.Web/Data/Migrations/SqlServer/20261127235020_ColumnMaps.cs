using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ColumnMaps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ColumnMaps",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Revision = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Key = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Headings = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    KeptBy = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ColumnMaps", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Deployments_PolicyId",
                table: "Deployments",
                column: "PolicyId");

            migrationBuilder.CreateIndex(
                name: "IX_ColumnMaps_Key",
                table: "ColumnMaps",
                column: "Key",
                unique: true);

            TrialSources.Update(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ColumnMaps");

            migrationBuilder.DropIndex(
                name: "IX_Deployments_PolicyId",
                table: "Deployments");
        }
    }
}
