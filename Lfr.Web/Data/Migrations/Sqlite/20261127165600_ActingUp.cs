using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ActingUp : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Acting",
                table: "AccountGrants",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ActingUntil",
                table: "AccountGrants",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndedBy",
                table: "AccountGrants",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_AccountGrants_ActingUntil",
                table: "AccountGrants",
                column: "ActingUntil");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_AccountGrants_ActingUntil",
                table: "AccountGrants");

            migrationBuilder.DropColumn(
                name: "Acting",
                table: "AccountGrants");

            migrationBuilder.DropColumn(
                name: "ActingUntil",
                table: "AccountGrants");

            migrationBuilder.DropColumn(
                name: "EndedBy",
                table: "AccountGrants");
        }
    }
}
