using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddTaskMails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsForNewPassword",
                table: "Invitations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Mails",
                table: "AspNetUsers",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "AtOnce");

            migrationBuilder.CreateTable(
                name: "TaskMails",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Sentence = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Path = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    FoundAt = table.Column<long>(type: "INTEGER", nullable: false),
                    OverAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    NotBefore = table.Column<long>(type: "INTEGER", nullable: false),
                    LastFailure = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TaskMails", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_TaskMails_AccountId",
                table: "TaskMails",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_TaskMails_OverAt_SentAt",
                table: "TaskMails",
                columns: new[] { "OverAt", "SentAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TaskMails");

            migrationBuilder.DropColumn(
                name: "IsForNewPassword",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "Mails",
                table: "AspNetUsers");
        }
    }
}
