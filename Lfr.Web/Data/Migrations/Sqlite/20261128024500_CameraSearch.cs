using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CameraSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "SearchText",
                table: "RegisteredCameras",
                type: "TEXT",
                maxLength: 662,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "IX_RegisteredCameras_SearchText",
                table: "RegisteredCameras",
                column: "SearchText");

            // Letters beyond A to Z are right for this database when the row is changed the next time.
            migrationBuilder.Sql("UPDATE RegisteredCameras SET SearchText = trim(upper(Name || ' ' || Zone || ' ' || View))");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_RegisteredCameras_SearchText",
                table: "RegisteredCameras");

            migrationBuilder.DropColumn(
                name: "SearchText",
                table: "RegisteredCameras");
        }
    }
}
