using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class KeepBiometricsByKind : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "UndatedSince",
                table: "Deployments",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "KeyId",
                table: "BiometricBlobs",
                type: "uniqueidentifier",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.CreateTable(
                name: "BiometricKeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DeploymentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Scope = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Wrapped = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    MadeAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BiometricKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PurgeReceipts",
                columns: table => new
                {
                    KeyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DeploymentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ByName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    KeyFingerprint = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Destroyed = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Due = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Remaining = table.Column<int>(type: "int", nullable: true),
                    LookedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PurgeReceipts", x => x.KeyId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BiometricBlobs_KeyId",
                table: "BiometricBlobs",
                column: "KeyId");

            migrationBuilder.CreateIndex(
                name: "IX_BiometricKeys_DeploymentId",
                table: "BiometricKeys",
                column: "DeploymentId");

            migrationBuilder.CreateIndex(
                name: "IX_BiometricKeys_Scope_SubjectId",
                table: "BiometricKeys",
                columns: new[] { "Scope", "SubjectId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PurgeReceipts_DeploymentId",
                table: "PurgeReceipts",
                column: "DeploymentId");

            migrationBuilder.CreateIndex(
                name: "IX_PurgeReceipts_Remaining",
                table: "PurgeReceipts",
                column: "Remaining");

            // The key of a deployment still seals all of it; it keeps its id, because its wrapping vouches for that. SplitKeys parts it at the next start.
            migrationBuilder.Sql(
                """
                INSERT INTO [BiometricKeys] ([Id], [DeploymentId], [Scope], [SubjectId], [Wrapped], [MadeAt])
                SELECT [DeploymentId], [DeploymentId], N'Deployment', [DeploymentId], [Wrapped], [MadeAt] FROM [DeploymentKeys];
                """);

            migrationBuilder.Sql(
                """
                UPDATE [BiometricBlobs] SET [KeyId] = [DeploymentId];
                """);

            // These receipts were written by the transaction that destroyed, which proves nothing: Lfr looks again at the next start.
            migrationBuilder.Sql(
                """
                INSERT INTO [PurgeReceipts] ([KeyId], [DeploymentId], [SubjectId], [Kind], [At], [ByName], [KeyFingerprint], [Destroyed], [Due], [Remaining], [LookedAt])
                SELECT [Id], [Id], [Id], N'Everything', CAST(JSON_VALUE([Purge], '$.at') AS datetimeoffset),
                    JSON_VALUE([Purge], '$.byName'), JSON_VALUE([Purge], '$.keyFingerprint'), JSON_QUERY([Purge], '$.destroyed'),
                    CAST(JSON_VALUE([Purge], '$.due') AS datetimeoffset), NULL, NULL
                FROM [Deployments] WHERE [Purge] IS NOT NULL AND [Purge] <> N'null';
                """);

            migrationBuilder.DropTable(
                name: "DeploymentKeys");
        }

        /// <inheritdoc />
        /// <exception cref="NotSupportedException">Always: alerts have keys of their own now, which the release before cannot use.</exception>
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("This change cannot be taken back: pictures of alerts lie under keys that the release before does not know. Restore a backup from before the upgrade.");
    }
}
