using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class CameraRegister : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "RegisteredCameras",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Revision = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Zone = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    View = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    Source = table.Column<string>(type: "nvarchar(1500)", maxLength: 1500, nullable: false),
                    AddedBy = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    RetiredBy = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    LastTry = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    LastPictureAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegisteredCameras", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RegisteredCameras_Name",
                table: "RegisteredCameras",
                column: "Name");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RegisteredCameras");
        }
    }
}
