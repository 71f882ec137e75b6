using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.Sqlite
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
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "HandedTo",
                table: "SystemClients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "BegunById",
                table: "ImportJobs",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "ToldBy",
                table: "ImportJobs",
                type: "TEXT",
                nullable: true);

            // Whoever an import is of began it: nobody could take one over before.
            migrationBuilder.Sql("UPDATE ImportJobs SET BegunById = upper(json_extract(\"By\", '$.userId'));");
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
