using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lfr.Web.Data.Migrations;

/// <summary>
/// The rows of the ten trials of 2016 to 2019, from a file that is part of the program. They are history of the field and stand in every database; the file is as frozen as the migration that
/// reads it: whoever knows more writes a migration of their own.
/// </summary>
internal static class TrialRows
{
    /// <summary>Name of the resource.</summary>
    private const string Resource = "trials-2016-2019.json";

    // As older databases may have them: imported from a table that went with Lfr.
    private const string OldTable = "trials-2016-2019.csv";

    /// <summary>Inserts all rows, and takes out the same trials where they were imported from the table.</summary>
    public static void Insert(MigrationBuilder migration)
    {
        using var stream = typeof(TrialRows).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The program has no {Resource}.");
        using var rows = JsonDocument.Parse(stream);
        foreach (var row in rows.RootElement.EnumerateArray())
        {
            migration.InsertData("Trials", ["Number", "Reference", "Name", "Force", "FirstDay", "LastDay", "Facts"], new object[]
            {
                row.GetProperty("number").GetInt32(), Text(row, "reference"), Text(row, "name"), Text(row, "force"), Day(row, "firstDay"), Day(row, "lastDay"),
                JsonSerializer.Serialize(row.GetProperty("facts")),
            });
        }

        migration.Sql($"DELETE FROM PublishedUses WHERE Source = '{OldTable}'");
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static DateOnly Day(JsonElement row, string name) => DateOnly.ParseExact(Text(row, name), "O", CultureInfo.InvariantCulture);
}
