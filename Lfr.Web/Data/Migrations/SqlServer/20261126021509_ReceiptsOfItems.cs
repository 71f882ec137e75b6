using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ReceiptsOfItems : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Items",
                table: "PurgeReceipts",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "[]");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Items",
                table: "PurgeReceipts");
        }
    }
}
