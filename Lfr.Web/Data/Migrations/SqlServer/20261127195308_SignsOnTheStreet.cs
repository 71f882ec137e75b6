using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class SignsOnTheStreet : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Signs",
                table: "Deployments",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.CreateTable(
                name: "SignPictures",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DeploymentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SignId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Jpeg = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignPictures", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SignPictures_DeploymentId_SignId",
                table: "SignPictures",
                columns: new[] { "DeploymentId", "SignId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SignPictures");

            migrationBuilder.DropColumn(
                name: "Signs",
                table: "Deployments");
        }
    }
}
