using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ImportsAndSystemsHandedOn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AnsweredBefore",
                table: "SystemClients",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "HandedTo",
                table: "SystemClients",
                type: "nvarchar(max)",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "BegunById",
                table: "ImportJobs",
                type: "uniqueidentifier",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "ToldBy",
                table: "ImportJobs",
                type: "nvarchar(max)",
                nullable: true);

            // Whoever an import is of began it: nobody could take one over before.
            migrationBuilder.Sql("UPDATE ImportJobs SET BegunById = CAST(JSON_VALUE([By], '$.userId') AS uniqueidentifier);");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "AnsweredBefore",
                table: "SystemClients");

            migrationBuilder.DropColumn(
                name: "HandedTo",
                table: "SystemClients");

            migrationBuilder.DropColumn(
                name: "BegunById",
                table: "ImportJobs");

            migrationBuilder.DropColumn(
                name: "ToldBy",
                table: "ImportJobs");
        }
    }
}
