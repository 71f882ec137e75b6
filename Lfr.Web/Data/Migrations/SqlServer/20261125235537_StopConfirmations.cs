using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class StopConfirmations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "EndConfirmedAt",
                table: "WorkerAssignments",
                type: "datetimeoffset",
                nullable: true);

            // Runs that ended before it was asked: nobody is to be alarmed about them now.
            migrationBuilder.Sql("EXEC('UPDATE WorkerAssignments SET EndConfirmedAt = EndedAt WHERE EndedAt IS NOT NULL')");
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
