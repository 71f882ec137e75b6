using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class CriteriaOfLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "NeedsCriteria",
                table: "Watchlists",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "ListCriteria",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Revision = table.Column<long>(type: "bigint", nullable: false),
                    DeploymentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Proposed = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    ProposedBy = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    LinkHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Approved = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    ApprovedFor = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Decisions = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ListCriteria", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ListCriteria_DeploymentId",
                table: "ListCriteria",
                column: "DeploymentId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ListCriteria_LinkHash",
                table: "ListCriteria",
                column: "LinkHash");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ListCriteria");

            migrationBuilder.DropColumn(
                name: "NeedsCriteria",
                table: "Watchlists");
        }
    }
}
