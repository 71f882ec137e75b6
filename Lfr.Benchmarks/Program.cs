using System.CommandLine;
using System.Globalization;
using Lfr.Benchmarks;
using Lfr.Benchmarks.Comparisons;
using Lfr.Inference.Models;

// Every comparison of the table, in its order. Each has a file of its own in Comparisons/.
Comparison[] table =
[
    FramesComparison.Create(),
    OverheadComparison.Create(),
    SearchComparison.Create(),
    EnrolmentComparison.Create(),
    AllocationsComparison.Create(),
];

// What explains the choices of the pipeline; each takes minutes, so it runs when it is named.
Comparison[] studies = [Detect.Comparison, Steps.Comparison, Cameras.Comparison, Rewritten.Comparison, Pictures.Comparison, Commands.Comparison, Watchlists.Comparison, Planning.Comparison, Log.Comparison];
Comparison[] comparisons = [.. table, .. studies];

var threads = new Option<int>("--threads") { Description = "Threads for both sides.", DefaultValueFactory = _ => 2 };
var rounds = new Option<int>("--rounds") { Description = "Rounds of each comparison; ours and theirs take turns.", DefaultValueFactory = _ => 7 };
var people = new Option<int>("--people") { Description = "watchlists: people with photographs in the import.", DefaultValueFactory = _ => 400 };
var listed = new Option<int>("--listed") { Description = "watchlists: people on the long list.", DefaultValueFactory = _ => 20_000 };
var deployments = new Option<int>("--deployments") { Description = "planning: deployments that a force has planned, at least 250.", DefaultValueFactory = _ => 5_000 };
var seconds = new Option<int>("--seconds") { Description = "planning: how long planners are at work.", DefaultValueFactory = _ => 60 };
var write = new Option<bool>("--write") { Description = "Also write the table into Lfr.Benchmarks/results, under the processor's name." };
var names = new Argument<string[]>("comparison") { Description = "Which to run; without one, the table: " + string.Join(", ", table.Select(c => c.Name)) + ".", Arity = ArgumentArity.ZeroOrMore };
names.AcceptOnlyFromAmong([.. comparisons.Select(c => c.Name)]);
var root = new RootCommand("Lfr's engine beside its peers, in one run. " + string.Join(" ", comparisons.Select(c => $"{c.Name}: {c.Description}"))) { names, threads, rounds, people, listed, deployments, seconds, write };
root.SetAction(async (parsed, cancellationToken) =>
{
    try
    {
        var bench = Bench.Open(parsed.GetValue(threads), parsed.GetValue(rounds), Console.Error) with { People = parsed.GetValue(people), Listed = parsed.GetValue(listed), Deployments = parsed.GetValue(deployments), Seconds = parsed.GetValue(seconds) };
        var wanted = parsed.GetValue(names) is { Length: > 0 } some ? comparisons.Where(c => some.Contains(c.Name, StringComparer.Ordinal)) : table;
        var rows = new List<Row>();
        foreach (var comparison in wanted)
        {
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{comparison.Name}: {comparison.Description}"));
            rows.AddRange(await comparison.Run(bench, cancellationToken));
        }

        var text = Table.Markdown(rows);
        Console.WriteLine(text);
        if (parsed.GetValue(write))
            Table.Write(text, parsed.GetValue(names) ?? []);
        return 0;
    }
    catch (ModelRefusedException refusal)
    {
        await Console.Error.WriteLineAsync(refusal.Message);
        return 1;
    }
});
return await root.Parse(args).InvokeAsync();
