using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
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
                type: "nvarchar(662)",
                maxLength: 662,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "IX_RegisteredCameras_SearchText",
                table: "RegisteredCameras",
                column: "SearchText");

            migrationBuilder.Sql("EXEC('UPDATE RegisteredCameras SET SearchText = TRIM(UPPER(CONCAT(Name, N'' '', Zone, N'' '', [View])))')");
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
