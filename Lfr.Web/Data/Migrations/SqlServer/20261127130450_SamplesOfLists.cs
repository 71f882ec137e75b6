using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class SamplesOfLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ListSamples",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Revision = table.Column<long>(type: "bigint", nullable: false),
                    DeploymentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Seed = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Population = table.Column<int>(type: "int", nullable: false),
                    PopulationHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    DrawnBy = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Drawn = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Findings = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ListSamples", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ListSamples_DeploymentId",
                table: "ListSamples",
                column: "DeploymentId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ListSamples");
        }
    }
}
