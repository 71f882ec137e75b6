using System.Globalization;
using System.Text.Json;
using Lfr.Shared.Records;
using Lfr.Web.Data;
using Lfr.Web.Data.Migrations;

namespace Lfr.Tests.Records;

/// <summary>The ten trials as the migration brings them.</summary>
internal static class Trials
{
    /// <summary>All, in their order.</summary>
    public static IReadOnlyList<Trial> All { get; } = Read();

    /// <summary>Romford, 31 January 2019.</summary>
    public static Trial Romford { get; } = All.Single(t => t.Reference == "MPS-2019-01");

    private static Trial[] Read()
    {
        using var stream = typeof(LfrDbContext).Assembly.GetManifestResourceStream("trials-2016-2019.json")!;
        using var rows = JsonDocument.Parse(stream);
        var facts = TrialSources.Facts().ToDictionary(t => t.Number, t => t.Facts);
        return [.. rows.RootElement.EnumerateArray().Select(r => new Trial
        {
            Number = r.GetProperty("number").GetInt32(),
            Reference = r.GetProperty("reference").GetString()!,
            Name = r.GetProperty("name").GetString()!,
            Force = r.GetProperty("force").GetString()!,
            FirstDay = Day(r, "firstDay"),
            LastDay = Day(r, "lastDay"),
            Facts = JsonSerializer.Deserialize<TrialFacts>(facts[r.GetProperty("number").GetInt32()], JsonSerializerOptions.Web)!,
        })];
    }

    private static DateOnly Day(JsonElement row, string name) => DateOnly.Parse(row.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
