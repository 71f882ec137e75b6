using System.CommandLine;
using Lfr.Inference.Evaluation;

namespace Lfr.Inference.Models;

/// <summary>The verbs <c>models add</c> and <c>models select</c>.</summary>
internal static class AddModelCommand
{
    /// <summary>Builds <c>add</c>.</summary>
    /// <param name="folder">The option that names the models folder.</param>
    public static Command Add(Option<string?> folder)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The ONNX file. A copy goes into the models folder." };
        var role = new Option<string?>("--role") { Description = $"What it is for, if it must not be taken for anything else: {string.Join(", ", ModelRoles.All)}." };
        role.AcceptOnlyFromAmong([.. ModelRoles.All]);
        var card = new Option<string?>("--card") { Description = "The family or card that describes it, where the file does not say it by itself." };
        var name = new Option<string?>("--name") { Description = "Name of the new card. Default: the file's." };
        var images = new Option<string?>("--images") { Description = "Photographs, one sub-folder for each person: an embedder is measured on them. Default: the synthetic people, without measuring." };
        var ignore = new Option<FileInfo?>("--ignore") { Description = "Pairs of people, tab between their names, who are one person by a mistake of the data: left out of the measurement." };
        var measuredOn = new Option<string?>("--measured-on") { Description = "What the photographs are, for the record." };
        var licence = new Option<string?>("--licence") { Description = "The file's licence, if it is not the family's." };
        var provenance = new Option<string?>("--provenance") { Description = "Where the file comes from, if not from where the family does." };
        var replace = new Option<bool>("--replace") { Description = "Overwrite a card and a file of the same names." };
        var command = new Command("add", "Inspect a model file, propose a card, try and measure it, and take it into the models folder.")
        {
            file, role, card, name, images, ignore, measuredOn, licence, provenance, replace, folder,
        };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Guarded(parsed, () =>
        {
            var request = new AdditionRequest(Folder(parsed, folder), parsed.GetValue(file)!.FullName)
            {
                Role = parsed.GetValue(role),
                Card = parsed.GetValue(card),
                Id = parsed.GetValue(name),
                Images = parsed.GetValue(images),
                Doubtful = ReadDoubtful(parsed.GetValue(ignore)),
                MeasuredOn = parsed.GetValue(measuredOn),
                Licence = parsed.GetValue(licence),
                Provenance = parsed.GetValue(provenance),
                Replace = parsed.GetValue(replace),
            };
            ModelAddition.Run(request, parsed.InvocationConfiguration.Output.WriteLine, cancellationToken);
        })));
        return command;
    }

    /// <summary>Builds <c>select</c>.</summary>
    /// <param name="folder">The option that names the models folder.</param>
    public static Command Select(Option<string?> folder)
    {
        var detector = new Option<string?>("--detector") { Description = "Card of the detector." };
        var landmarks = new Option<string?>("--landmarks") { Description = "Card of the landmark model; none beside a detector that gives the points." };
        var embedder = new Option<string?>("--embedder") { Description = "Card of the embedder." };
        var provider = new Option<string?>("--provider") { Description = $"What runs the models: {string.Join(", ", ExecutionProviders.All)}." };
        var threads = new Option<int?>("--threads") { Description = "Cores that one run of a model may use." };
        var defaults = new Option<bool>("--defaults") { Description = "Begin with the default models." };
        var command = new Command("select", $"Choose the models in use; written to {ModelSelection.FileName}. Takes effect at the next start.")
        {
            detector, landmarks, embedder, provider, threads, defaults, folder,
        };
        command.SetAction(parsed => Guarded(parsed, () =>
        {
            var models = Folder(parsed, folder);
            var old = parsed.GetValue(defaults) ? new ModelSelection() : ModelSelection.Read(models);
            var chosen = old with
            {
                Detector = parsed.GetValue(detector) ?? old.Detector,
                Landmarks = parsed.GetValue(landmarks) ?? old.Landmarks,
                Embedder = parsed.GetValue(embedder) ?? old.Embedder,
                ExecutionProvider = parsed.GetValue(provider) ?? old.ExecutionProvider,
                Threads = parsed.GetValue(threads) ?? old.Threads,
            };
            if (chosen.Problem() is { } problem)
                throw new ModelRefusedException(problem);
            using var set = ModelSet.Open(models, chosen.Resolve(models));
            chosen.Write(models);
            var output = parsed.InvocationConfiguration.Output;
            output.WriteLine($"In use from the next start: {string.Join(", ", set.Cards.Select(card => $"{card.Role} {card.Id}"))}; {chosen.ExecutionProvider}, threads {chosen.Threads}.");
            output.WriteLine(set.Calibration is { } calibration
                ? $"The embedder was measured on {calibration.MeasuredOn}."
                : "The embedder was not measured: nobody can be listed and nothing goes live with it.");
            output.WriteLine("Lists that were enrolled with another embedder must be enrolled again.");
        }));
        return command;
    }

    private static string Folder(ParseResult parsed, Option<string?> folder) => (parsed.GetValue(folder) ?? ModelStore.FindFolder()) is { } found && Directory.Exists(found)
        ? found
        : throw new ModelRefusedException($"There is no models folder. Run {ModelStore.FetchCommand} to make and fill it.");

    private static HashSet<(string A, string B)> ReadDoubtful(FileInfo? file)
    {
        if (file is null)
            return [];
        if (!file.Exists)
            throw new ModelRefusedException($"The file {file.FullName} does not exist.");
        return [.. File.ReadAllLines(file.FullName).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]))];
    }

    private static int Guarded(ParseResult parsed, Action act)
    {
        try
        {
            act();
            return 0;
        }
        catch (Exception error) when (error is ModelRefusedException or EvaluationException)
        {
            parsed.InvocationConfiguration.Error.WriteLine(error.Message);
            return 1;
        }
    }
}
