using System.CommandLine;

namespace Lfr.Inference.Models;

/// <summary>The command line's <c>models</c> verbs.</summary>
public static class ModelsCommand
{
    /// <summary>Builds the command with its verbs <c>list</c>, <c>verify</c> and <c>prepare</c>.</summary>
    public static Command Create()
    {
        var folder = new Option<string?>("--folder") { Description = $"The models folder. Default: {ModelStore.FolderVariable}, or the nearest .models upward." };
        var list = new Command("list", "Show the model cards: role, file, licence, where it comes from.") { folder };
        list.SetAction(parsed => List(parsed.GetValue(folder) ?? ModelStore.FindFolder(), parsed.InvocationConfiguration.Output));
        var verify = new Command("verify", "Check every model file against its card.") { folder };
        verify.SetAction(parsed => Verify(parsed.GetValue(folder) ?? ModelStore.FindFolder(), parsed.InvocationConfiguration));
        var prepare = new Command("prepare", "Make the files that are derived from fetched ones, and check everything.") { folder };
        prepare.SetAction(parsed => Prepare(parsed.GetValue(folder) ?? ModelStore.FindFolder(), parsed.InvocationConfiguration));
        return new Command("models", "Look after the face models.") { list, verify, prepare };
    }

    private static int List(string? folder, TextWriter output)
    {
        var inspection = ModelStore.Inspect(folder);
        foreach (var card in ModelCard.Defaults)
        {
            output.WriteLine($"{card.Role}: {card.Name}");
            output.WriteLine($"  file     {card.File} ({(inspection.Hashes.ContainsKey(card.Role) ? "present, verified" : "missing or altered")})");
            output.WriteLine($"  sha-256  {card.Sha256}");
            output.WriteLine($"  licence  {card.Licence}");
            output.WriteLine($"  origin   {card.Provenance}");
        }

        return 0;
    }

    private static int Verify(string? folder, InvocationConfiguration console)
    {
        var inspection = ModelStore.Inspect(folder);
        if (inspection.Problem is { } problem)
        {
            console.Error.WriteLine(problem);
            return 1;
        }

        console.Output.WriteLine($"All {inspection.Hashes.Count} face models are present and are what their cards say.");
        return 0;
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

        var partial = target + ".partial";
        File.WriteAllBytes(partial, prepared);
        File.Move(partial, target, overwrite: true);
    }
}
