using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class StopConfirmations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "EndConfirmedAt",
                table: "WorkerAssignments",
                type: "INTEGER",
                nullable: true);

            // Runs that ended before it was asked: nobody is to be alarmed about them now.
            migrationBuilder.Sql("UPDATE WorkerAssignments SET EndConfirmedAt = EndedAt WHERE EndedAt IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "EndConfirmedAt",
                table: "WorkerAssignments");
        }
    }
}
