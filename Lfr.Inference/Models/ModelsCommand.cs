using System.CommandLine;

namespace Lfr.Inference.Models;

/// <summary>The command line's <c>models</c> verbs.</summary>
public static class ModelsCommand
{
    /// <summary>Builds the command with its verbs <c>list</c>, <c>verify</c>, <c>prepare</c>, <c>add</c> and <c>select</c>.</summary>
    public static Command Create()
    {
        var folder = new Option<string?>("--folder") { Description = $"The models folder. Default: {ModelStore.FolderVariable}, or the nearest .models upward." };
        var list = new Command("list", "Show the model cards: what is in use, what else is there, and the families that can be added.") { folder };
        list.SetAction(parsed => List(parsed.GetValue(folder) ?? ModelStore.FindFolder(), parsed.InvocationConfiguration.Output));
        var verify = new Command("verify", "Check every model file against its card: those in use and all that were added.") { folder };
        verify.SetAction(parsed => Verify(parsed.GetValue(folder) ?? ModelStore.FindFolder(), parsed.InvocationConfiguration));
        var prepare = new Command("prepare", "Make the files that are derived from fetched ones, and check everything.") { folder };
        prepare.SetAction(parsed => Prepare(parsed.GetValue(folder) ?? ModelStore.FindFolder(), parsed.InvocationConfiguration));
        return new Command("models", "Look after the face models.") { list, verify, prepare, AddModelCommand.Add(folder), AddModelCommand.Select(folder) };
    }

    private static int List(string? folder, TextWriter output)
    {
        var place = folder ?? "";
        var (inUse, problem) = InUse(place);
        foreach (var card in ModelCard.Defaults)
            Describe(output, place, card, inUse);
        foreach (var installed in InstalledCards.Read(place))
        {
            if (installed.Card is { } card)
                Describe(output, place, card, inUse);
            else
                output.WriteLine(installed.Problem);
        }

        output.WriteLine("Families whose files 'models add' takes:");
        foreach (var family in ModelCard.Families)
            output.WriteLine($"  {family.Id,-12} {family.Role}: {family.Name}. {family.Licence}.{(family.Terms is { NonCommercial: true } ? " Non-commercial, not for police use." : "")}");
        if (problem is not null)
            output.WriteLine(problem);
        return 0;
    }

    private static void Describe(TextWriter output, string folder, ModelCard card, IReadOnlyList<ModelCard> inUse)
    {
        output.WriteLine($"{card.Role}: {card.Name}");
        output.WriteLine($"  card     {card.Id}{(inUse.Any(used => used.Id == card.Id) ? " (in use)" : "")}");
        output.WriteLine($"  file     {card.File} ({(ModelStore.Problem(folder, card) is null ? "present, verified" : "missing or altered")})");
        output.WriteLine($"  sha-256  {card.Sha256}");
        output.WriteLine($"  licence  {card.Licence}");
        output.WriteLine($"  origin   {card.Provenance}");
        output.WriteLine($"  terms    {card.Terms?.ToString() ?? "nobody has written down what it was trained on: ask its publisher"}");
        if (card.Role == ModelRoles.Embedder)
            output.WriteLine($"  measured {card.Calibration?.MeasuredOn ?? "no: it cannot be used in a deployment"}");
    }

    private static int Verify(string? folder, InvocationConfiguration console)
    {
        var inspection = ModelStore.Inspect(folder);
        var problems = new List<string>();
        if (inspection.Problem is { } problem)
            problems.Add(problem);
        var checkedCards = 0;
        foreach (var installed in InstalledCards.Read(folder ?? ""))
        {
            checkedCards++;
            if ((installed.Problem ?? ModelStore.Problem(folder!, installed.Card!)) is { } refused && refused != inspection.Problem)
                problems.Add(refused);
        }

        foreach (var sentence in problems)
            console.Error.WriteLine(sentence);
        if (problems.Count > 0)
            return 1;
        console.Output.WriteLine($"All {inspection.Hashes.Count} face models are present and are what their cards say.");
        if (checkedCards > 0)
            console.Output.WriteLine($"So are the {checkedCards} that were added.");
        return 0;
    }

    private static (IReadOnlyList<ModelCard> Cards, string? Problem) InUse(string folder)
    {
        try
        {
            return (ModelSelection.Read(folder).Resolve(folder).Cards, null);
        }
        catch (ModelRefusedException refusal)
        {
            return ([], refusal.Message);
        }
    }

    private static int Prepare(string? folder, InvocationConfiguration console)
    {
        if (folder is null || !Directory.Exists(folder))
        {
            console.Error.WriteLine($"There is no models folder. Run {ModelStore.FetchCommand} to make and fill it.");
            return 1;
        }

        foreach (var card in ModelCard.Defaults.Where(card => card.PreparedFrom is not null))
        {
            try
            {
                PrepareFile(folder, card);
            }
            catch (ModelRefusedException refusal)
            {
                console.Error.WriteLine(refusal.Message);
                return 1;
            }
        }

        return Verify(folder, console);
    }

    /// <summary>Writes the card's file beside the one it is prepared from, whole or not at all, unless it is there already.</summary>
    internal static void PrepareFile(string folder, ModelCard card)
    {
        var origin = card.PreparedFrom ?? throw new ArgumentException("The card's file is not a prepared one.", nameof(card));
        var target = Path.Combine(folder, card.File);
        if (File.Exists(target) && ModelStore.Sha256(File.ReadAllBytes(target)) == card.Sha256)
            return;

        var source = ModelStore.ReadVerified(folder, card with { File = origin.File, Sha256 = origin.Sha256 });
        var prepared = DynamicDetector.Make(source);
        if (ModelStore.Sha256(prepared) != card.Sha256)
            throw new ModelRefusedException($"Preparing {card.File} gave another file than its card describes; it was not written.");

        ModelStore.WriteWhole(target, prepared);
    }
}
