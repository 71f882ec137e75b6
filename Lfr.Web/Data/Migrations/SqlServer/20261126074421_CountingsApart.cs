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
            migrationBuilder.DropPrimaryKey(
                name: "PK_RunTallies",
                table: "RunTallies");

            migrationBuilder.AddColumn<Guid>(
                name: "CountingId",
                table: "RunTallies",
                type: "uniqueidentifier",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddPrimaryKey(
                name: "PK_RunTallies",
                table: "RunTallies",
                columns: new[] { "LicenceId", "WorkerId", "CountingId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_RunTallies",
                table: "RunTallies");

            migrationBuilder.DropColumn(
                name: "CountingId",
                table: "RunTallies");

            migrationBuilder.AddPrimaryKey(
                name: "PK_RunTallies",
                table: "RunTallies",
                columns: new[] { "LicenceId", "WorkerId" });
        }
    }
}
