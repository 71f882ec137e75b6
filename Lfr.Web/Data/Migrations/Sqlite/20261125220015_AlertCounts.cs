using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Lfr.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AlertCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Result",
                table: "Alerts",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Open");

            migrationBuilder.AddColumn<double>(
                name: "SecondsToAnswer",
                table: "Alerts",
                type: "REAL",
                nullable: true);

            // Rows written before hold this only inside their JSON. The same rules as in the domain: of several statements that one counts which begins after the last
            // correction by a second person or decision, or else the first; and of its author's own corrections the last.
            migrationBuilder.Sql(
                """
                UPDATE Alerts SET
                    Result = CASE State WHEN 'False' THEN 'False' WHEN 'NotDetermined' THEN 'NotDetermined' WHEN 'Closed' THEN 'StoodDown' ELSE 'Open' END,
                    SecondsToAnswer = unixepoch(json_extract(Adjudications, '$[0].by.at'), 'subsec') - (RaisedAt / 10000000.0 - 62135596800);
                """);
            migrationBuilder.Sql(
                """
                WITH Said AS (
                    SELECT a.Id, e.key AS Place, json_extract(e.value, '$.by.userId') AS Author, COALESCE(json_extract(e.value, '$.kind'), 0) AS Kind,
                        json_extract(e.value, '$.outcome') AS Outcome, json_extract(e.value, '$.identity') AS Checked
                    FROM Alerts AS a, json_each(a.Engagements) AS e WHERE a.State = 'Closed'),
                Begun AS (SELECT Id, MAX(CASE WHEN Kind IN (0, 4) THEN Place ELSE 0 END) AS Place FROM Said GROUP BY Id),
                Counting AS (
                    SELECT b.Id, MAX(s.Place) AS Place
                    FROM Begun AS b JOIN Said AS f ON f.Id = b.Id AND f.Place = b.Place
                        JOIN Said AS s ON s.Id = b.Id AND (s.Place = b.Place OR (s.Place > b.Place AND s.Kind = 2 AND s.Author = f.Author))
                    GROUP BY b.Id)
                UPDATE Alerts SET Result = CASE
                    WHEN r.Outcome = 3 AND r.Checked = 1 THEN 'ConfirmedTrue'
                    WHEN r.Outcome = 3 AND r.Checked = 2 THEN 'ConfirmedFalse'
                    WHEN r.Outcome = 3 THEN 'IdentityUnresolved'
                    WHEN r.Outcome = 2 THEN 'StoodDown'
                    ELSE 'NotLocated' END
                FROM (SELECT s.Id, s.Outcome, s.Checked FROM Said AS s JOIN Counting AS c ON c.Id = s.Id AND c.Place = s.Place) AS r
                WHERE r.Id = Alerts.Id;
                """);
            migrationBuilder.Sql(
                """
                WITH Said AS (
                    SELECT a.Id, e.key AS Place, json_extract(e.value, '$.by.userId') AS Author, COALESCE(json_extract(e.value, '$.kind'), 0) AS Kind,
                        json_extract(e.value, '$.answer') AS Answer
                    FROM Alerts AS a, json_each(a.Adjudications) AS e WHERE a.State = 'Closed' AND a.Result IN ('StoodDown', 'NotLocated')),
                Begun AS (SELECT Id, MAX(CASE WHEN Kind IN (0, 4) THEN Place ELSE 0 END) AS Place FROM Said GROUP BY Id),
                Counting AS (
                    SELECT b.Id, b.Place AS Begun, MAX(s.Place) AS Place
                    FROM Begun AS b JOIN Said AS f ON f.Id = b.Id AND f.Place = b.Place
                        JOIN Said AS s ON s.Id = b.Id AND (s.Place = b.Place OR (s.Place > b.Place AND s.Kind = 2 AND s.Author = f.Author))
                    GROUP BY b.Id, b.Place)
                UPDATE Alerts SET Result = 'False' WHERE Id IN (
                    SELECT c.Id FROM Counting AS c JOIN Said AS s ON s.Id = c.Id AND s.Place = c.Place
                    WHERE s.Answer = 1 AND NOT EXISTS (
                        SELECT 1 FROM Said AS i JOIN Said AS j ON j.Id = i.Id AND j.Place > i.Place AND j.Author <> i.Author AND j.Answer <> i.Answer
                        WHERE i.Id = c.Id AND i.Place >= c.Begun AND NOT EXISTS (
                            SELECT 1 FROM Said AS k WHERE k.Id = i.Id AND k.Kind = 2 AND k.Author = i.Author AND k.Place > i.Place AND k.Place < j.Place)));
                """);

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_DeploymentId_SecondsToAnswer",
                table: "Alerts",
                columns: new[] { "DeploymentId", "SecondsToAnswer" });

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_DeploymentId_State_Result",
                table: "Alerts",
                columns: new[] { "DeploymentId", "State", "Result" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Alerts_DeploymentId_SecondsToAnswer",
                table: "Alerts");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_DeploymentId_State_Result",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "Result",
                table: "Alerts");

            migrationBuilder.DropColumn(
                name: "SecondsToAnswer",
                table: "Alerts");
        }
    }
}
