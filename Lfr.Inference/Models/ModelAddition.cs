using System.Globalization;
using Lfr.Inference.Evaluation;
using Lfr.Shared.Policy;

namespace Lfr.Inference.Models;

/// <summary>What <c>models add</c> was asked.</summary>
/// <param name="Folder">The models folder.</param>
/// <param name="File">The ONNX file; left where it is, a copy goes into the folder.</param>
internal sealed record AdditionRequest(string Folder, string File)
{
    /// <summary>What the caller says the role is.</summary>
    public string? Role { get; init; }

    /// <summary>Name of the card to fill; <see langword="null"/> to recognise the family.</summary>
    public string? Card { get; init; }

    /// <summary>Name of the new card; <see langword="null"/> for the file's.</summary>
    public string? Id { get; init; }

    /// <summary>Photographs, one sub-folder a person; an embedder is measured on them. <see langword="null"/> for the synthetic people, on which nothing is measured.</summary>
    public string? Images { get; init; }

    /// <summary>Names in <see cref="Images"/> that are one person by a mistake of the data.</summary>
    public IReadOnlySet<(string A, string B)> Doubtful { get; init; } = new HashSet<(string, string)>();

    /// <summary>What the photographs are, for people.</summary>
    public string? MeasuredOn { get; init; }

    /// <summary>Licence of the file, instead of the family's.</summary>
    public string? Licence { get; init; }

    /// <summary>Where the file comes from, instead of the family's.</summary>
    public string? Provenance { get; init; }

    /// <summary>Whether a card and a file of the same names may be overwritten.</summary>
    public bool Replace { get; init; }
}

/// <summary>Takes a model file into the models folder: inspects it, proposes a card, tries it, measures it, and only then writes anything.</summary>
internal static class ModelAddition
{
    /// <summary>Below this share of lengths no face of a camera is compared; below the other none is enrolled.</summary>
    private const double LiveShare = 0.001;
    private const double EnrolmentShare = 0.01;

    /// <summary>Adds the file.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="say">Told every step, in sentences.</param>
    /// <param name="cancellationToken">Gives up; nothing was written then.</param>
    /// <returns>The card that was written.</returns>
    /// <exception cref="ModelRefusedException">It cannot be added; the message says why. Nothing was written.</exception>
    public static ModelCard Run(AdditionRequest request, Action<string> say, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(request.Folder))
            throw new ModelRefusedException($"There is no models folder. Run {ModelStore.FetchCommand} to make and fill it.");
        var bytes = ReadFile(request.File);
        var file = Path.GetFileName(request.File);
        var sha256 = ModelStore.Sha256(bytes);
        var id = request.Id ?? Path.GetFileNameWithoutExtension(file);
        RefuseTaken(request, id, file, sha256);

        var signature = OnnxSignature.Read(bytes, file);
        var proposed = CardProposal.Make(signature, file, sha256, request.Role, Template(request)) with { Id = id };
        var family = proposed.Terms;
        proposed = proposed with
        {
            Licence = request.Licence ?? proposed.Licence,
            Provenance = request.Provenance ?? proposed.Provenance,
            // A file that comes with a licence of its own does not have the terms of its family.
            Terms = request.Licence is null ? proposed.Terms : null,
        };
        if (CardRules.Problem(proposed) is { } problem)
            throw new ModelRefusedException(problem);
        say($"{file} is read as: {proposed.Name} ({proposed.Role}).");

        var card = Try(request, proposed, say, cancellationToken);
        if (CardRules.Problem(card) is { } measured)
            throw new ModelRefusedException(measured);
        say(card.ToJson());
        ModelStore.WriteWhole(Path.Combine(request.Folder, file), bytes);
        ModelStore.WriteWhole(Path.Combine(request.Folder, id + ModelCard.Suffix), System.Text.Encoding.UTF8.GetBytes(card.ToJson()));
        if (family is { NonCommercial: true })
        {
            say(request.Licence is null
                ? $"Warning: non-commercial, not for police use. Its publisher gives this family for non-commercial research only ({family.Address}, read {Words.Day(family.CheckedOn)}). Use it only to compare, or under an agreement that you name with --licence."
                : $"Warning: files of this family are usually for non-commercial research only ({family.Address}, read {Words.Day(family.CheckedOn)}). You named another licence; keep what proves it.");
        }

        say($"Added. Use it with 'models select --{card.Role} {id}'.");
        if (card is { Role: ModelRoles.Embedder, Calibration: null })
            say("It was not measured: nobody can be listed and nothing goes live with it until 'models add --replace --images DIR' measured it.");
        return card;
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelRefusedException($"The file {path} cannot be read: {error.Message}", error);
        }
    }

    private static void RefuseTaken(AdditionRequest request, string id, string file, string sha256)
    {
        if (id.Length == 0 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || id.StartsWith('.'))
            throw new ModelRefusedException($"“{id}” cannot be the name of a card: use letters, digits, '-', '_' and '.'. Give one with --name.");
        if (ModelCard.Defaults.Concat(ModelCard.Families).Any(card => card.Id == id))
            throw new ModelRefusedException($"“{id}” is the name of a built-in card. Give another with --name.");
        if (File.Exists(Path.Combine(request.Folder, id + ModelCard.Suffix)) && !request.Replace)
            throw new ModelRefusedException($"There is a card “{id}” already. Give another name with --name, or overwrite it with --replace.");
        var other = ModelCard.Defaults.Concat(InstalledCards.Read(request.Folder).Where(installed => installed.Id != id).Select(installed => installed.Card).OfType<ModelCard>())
            .FirstOrDefault(card => (card.File == file && card.Sha256 != sha256) || card.PreparedFrom?.File == file);
        if (other is not null)
            throw new ModelRefusedException($"The file name {file} belongs to the card “{other.Id}”. Rename the file and add it again.");
        var target = Path.Combine(request.Folder, file);
        if (!request.Replace && File.Exists(target) && ModelStore.Sha256(ReadFile(target)) != sha256)
            throw new ModelRefusedException($"There is another file {file} in the models folder already. Rename the file, or overwrite the old one with --replace.");
    }

    private static ModelCard? Template(AdditionRequest request)
    {
        if (request.Card is not { } name)
            return null;
        return ModelCard.Families.FirstOrDefault(card => card.Id == name) ?? InstalledCards.Find(request.Folder, name);
    }

    private static ModelCard Try(AdditionRequest request, ModelCard card, Action<string> say, CancellationToken cancellationToken)
    {
        var pictures = TrialPictures.Read(request.Images ?? SyntheticPeople());
        using var set = ModelSet.Open(request.Folder, Beside(request, card));
        var result = ModelTrial.Run(set, pictures, cancellationToken);
        say(Text($"{result.Pictures} photographs of {pictures.People.Count} people: a face in {result.Faces}, {result.Unreadable} could not be read."));
        if (card.Role != ModelRoles.Embedder)
        {
            if (ModelTrial.DetectorProblem(result, set.LiveGates) is { } misread)
                throw new ModelRefusedException(misread);
            say(Text($"Eyes, nose and mouth lie {TrialResult.Quantile(result.AlignmentErrors, 0.5):0.0} px from where an aligned face has them (median)."));
            return card;
        }

        if (ModelTrial.EmbedderProblem(result) is { } nonsense)
            throw new ModelRefusedException(nonsense);
        return request.Images is null ? card : Measure(request, card, result, say);
    }

    private static ModelCard Measure(AdditionRequest request, ModelCard card, TrialResult result, Action<string> say)
    {
        var what = request.MeasuredOn ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(request.Images!));
        CalibrationCard calibration;
        try
        {
            calibration = CalibrationProtocol.Measure(result.Templates, request.Doubtful, what);
        }
        catch (EvaluationException error)
        {
            throw new ModelRefusedException($"It could not be measured: {error.Message}", error);
        }

        say(Text($"Measured by {calibration.ImpostorComparisons:#,0} comparisons of different people:"));
        foreach (var point in calibration.Points)
            say(Text($"  cosine {point.Cosine:0.000}: false match rate {point.FalseMatchRate:0.0e-0}{(point.TruePositiveRate is { } found ? Text($", found {found:0.0 %}") : "")}"));
        return card with
        {
            Calibration = calibration,
            Gates = card.Gates is { } gates
                ? gates with { LiveNorm = TrialResult.Quantile(result.Norms, LiveShare), EnrolmentNorm = TrialResult.Quantile(result.Norms, EnrolmentShare) }
                : null,
        };
    }

    /// <summary>The new model in its role beside those in use.</summary>
    private static ChosenModels Beside(AdditionRequest request, ModelCard card)
    {
        var inUse = ModelSelection.Read(request.Folder).Resolve(request.Folder);

        // Not yet in the folder: a whole path stays a whole path when it is combined with it.
        var tried = card with { File = Path.GetFullPath(request.File) };
        return card.Role switch
        {
            ModelRoles.Detector => inUse with { Detector = tried, Landmarks = tried.GivesPoints ? null : inUse.Landmarks ?? ModelCard.Default(ModelRoles.Landmarks) },
            ModelRoles.Landmarks => inUse with { Detector = inUse.Detector.GivesPoints ? ModelCard.Default(ModelRoles.Detector) : inUse.Detector, Landmarks = tried },
            _ => inUse with { Embedder = tried },
        };
    }

    /// <summary>The folder of the synthetic people that come with the source.</summary>
    private static string SyntheticPeople()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            foreach (var candidate in (string[])[Path.Combine(folder.FullName, "Demo", "people"), Path.Combine(folder.FullName, "Lfr.Web", "Demo", "people")])
            {
                if (Directory.Exists(candidate))
                    return candidate;
            }
        }

        throw new ModelRefusedException("The synthetic people are not here to try the model on. Give photographs with --images, one sub-folder for each person.");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
