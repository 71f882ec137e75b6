using System.Text.Json;
using Lfr.Shared.Policy;

namespace Lfr.Inference.Models;

/// <summary>A card file in the models folder.</summary>
/// <param name="Id">Its name without the ending.</param>
/// <param name="Card">The card; <see langword="null"/> when it cannot be used.</param>
/// <param name="Problem">Why it cannot be used, as a sentence.</param>
public sealed record InstalledCard(string Id, ModelCard? Card, string? Problem);

/// <summary>The cards that an installation added: <c>NAME.model.json</c> beside the model files.</summary>
public static class InstalledCards
{
    /// <summary>All card files of a folder, also those that cannot be used, in the order of their names.</summary>
    public static IReadOnlyList<InstalledCard> Read(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*" + ModelCard.Suffix).Order(StringComparer.Ordinal).Select(ReadFile)]
        : [];

    /// <summary>A card by its name, built-in or installed; a built-in name cannot be taken by an installed card.</summary>
    /// <exception cref="ModelRefusedException">There is none, or it cannot be used.</exception>
    public static ModelCard Find(string folder, string id)
    {
        if (ModelCard.Defaults.FirstOrDefault(card => card.Id == id) is { } builtIn)
            return builtIn;
        if (ModelCard.Families.Any(card => card.Id == id))
            throw new ModelRefusedException($"“{id}” is a family of models, not a file. Add a file of it with 'models add' and choose that.");
        var path = Path.Combine(folder, id + ModelCard.Suffix);
        if (Path.GetFileName(id) != id || !File.Exists(path))
            throw new ModelRefusedException($"There is no model card “{id}”: 'models list' shows those there are.");
        var installed = ReadFile(path);
        return installed.Card ?? throw new ModelRefusedException(installed.Problem!);
    }

    /// <summary>The calibration of the embedder whose file has this hash; <see langword="null"/> when no card of the folder holds one.</summary>
    /// <param name="folder">The models folder; it may not exist.</param>
    /// <param name="sha256">SHA-256, lower-case hex.</param>
    public static Calibration? CalibrationFor(string folder, string sha256) => ModelCard.Defaults
        .Concat(Read(folder).Select(installed => installed.Card).OfType<ModelCard>())
        .Where(card => card.Role == ModelRoles.Embedder && card.Sha256 == sha256)
        .Select(ModelSet.CalibrationOf)
        .FirstOrDefault(calibration => calibration is not null);

    private static InstalledCard ReadFile(string path)
    {
        var id = Path.GetFileName(path)[..^ModelCard.Suffix.Length];
        try
        {
            var card = ModelCard.Parse(File.ReadAllText(path)) with { Id = id };
            return CardRules.Problem(card) is { } problem ? Refused(problem) : new InstalledCard(id, card, null);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return Refused(error.Message);
        }

        InstalledCard Refused(string why) => new(id, null, $"The model card {id}{ModelCard.Suffix} cannot be used. {why}");
    }
}
