using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lfr.Web.Data.Migrations;

/// <summary>Where each figure of the ten trials was published, looked up in November 2026, and what that look-up found beside it. As frozen as the migration that reads it.</summary>
internal static class TrialSources
{
    private const string Trials = "trials-2016-2019.json";

    private const string Sources = "trials-2016-2019-sources.json";

    /// <summary>Writes them into the rows.</summary>
    public static void Update(MigrationBuilder migration)
    {
        foreach (var (number, facts) in Facts())
            migration.UpdateData("Trials", "Number", number, "Facts", facts);
    }

    /// <summary>The facts of each trial as they are then.</summary>
    internal static IEnumerable<(int Number, string Facts)> Facts()
    {
        var found = Read(Sources).ToDictionary(t => t!["number"]!.GetValue<int>(), t => t!["facts"]!.AsObject());
        foreach (var trial in Read(Trials))
        {
            var (number, facts) = (trial!["number"]!.GetValue<int>(), trial["facts"]!.AsObject());
            foreach (var (field, value) in found.GetValueOrDefault(number) ?? [])
                facts[field] = value?.DeepClone();
            yield return (number, facts.ToJsonString(new JsonSerializerOptions(JsonSerializerDefaults.Web)));
        }
    }

    private static JsonArray Read(string resource)
    {
        using var stream = typeof(TrialSources).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"The program has no {resource}.");
        return JsonNode.Parse(stream)!.AsArray();
    }
}
