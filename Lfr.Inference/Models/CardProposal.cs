using Lfr.Inference.Faces;
using Lfr.Inference.Faces.Internals;

namespace Lfr.Inference.Models;

/// <summary>Recognises the family of an ONNX file by its hash, or by the names and shapes of what it takes and gives, and fills that family's card.</summary>
internal static class CardProposal
{
    private const int Points = 10;

    /// <summary>The card of a file: unmeasured, unless the file is one whose built-in card was measured.</summary>
    /// <param name="signature">What the file takes and gives.</param>
    /// <param name="file">Name of the file.</param>
    /// <param name="sha256">Its SHA-256, lower-case hex.</param>
    /// <param name="role">What the caller says its role is, or <see langword="null"/>.</param>
    /// <param name="template">The card that the caller says describes it, or <see langword="null"/> to recognise one.</param>
    /// <exception cref="ModelRefusedException">It belongs to no family, to several, or does not fit the one that was named.</exception>
    public static ModelCard Make(OnnxSignature signature, string file, string sha256, string? role, ModelCard? template)
    {
        if (signature.Inputs is not [{ Shape: [_, var channels, var height, var width] } input])
            throw new ModelRefusedException($"{file} must take one picture, batch × channels × height × width; it takes {Words(signature.Inputs)}.");
        var family = template ?? Recognise(signature, channels, sha256, file);
        if (role is not null && family.Role != role)
            throw new ModelRefusedException($"{file} looks like “{family.Id}”, which is of the role {family.Role}, not {role}.");
        var expected = family.Input.Channels == "Grey" ? 1 : 3;
        if (channels >= 0 && channels != expected)
            throw new ModelRefusedException($"{file} takes {channels} channels; “{family.Id}” takes {expected}.");

        var filled = family with
        {
            File = file,
            Sha256 = sha256,
            Input = family.Input with { Name = input.Name },
            PreparedFrom = null,
            KnownFiles = null,
        };
        filled = family.Role switch
        {
            ModelRoles.Detector => Detector(filled, signature, Math.Max(0, width), Math.Max(0, height)),
            ModelRoles.Landmarks => Landmarks(filled, signature, width, height),
            _ => Embedder(filled, signature, width, height),
        };
        return family.Sha256 == sha256 ? filled : Unmeasured(filled);
    }

    /// <summary>Numbers that were measured with another file say nothing about this one.</summary>
    public static ModelCard Unmeasured(ModelCard card) => card with
    {
        Calibration = null,
        Gates = card.Gates is { } gates ? gates with { LiveNorm = 0, EnrolmentNorm = 0 } : null,
    };

    private static ModelCard Recognise(OnnxSignature signature, int channels, string sha256, string file)
    {
        if (ModelCard.Defaults.FirstOrDefault(card => card.Sha256 == sha256) is { } same)
            return same;
        if (ModelCard.Families.FirstOrDefault(card => card.KnownFiles?.Any(known => known.Sha256 == sha256) == true) is { } known)
            return known;

        var outputs = signature.Outputs;
        if (channels == 1 && outputs is [{ Last: Landmarks68.Floats }])
            return ModelCard.Default(ModelRoles.Landmarks);
        var yunet = Family("yunet");
        if (yunet.Outputs.All(name => outputs.Any(output => output.Name == name)))
            return yunet;
        if (ScrfdOutputs(outputs) is not null)
            return Family("scrfd");
        if (outputs is [{ Last: >= 32, Shape.Count: 2 }] or [{ Last: >= 32, Shape.Count: 2 }, { Last: 1 }])
            return Embedder(signature, file);
        throw new ModelRefusedException(
            $"{file} takes {Words(signature.Inputs)} and gives {Words(outputs)}: no family of models is like that. "
            + "Name one with --card, or write a card by hand and put it beside the file.");
    }

    private static ModelCard Embedder(OnnxSignature signature, string file)
    {
        if (signature.NormalisesInside)
            return Family(signature.Outputs[0].Last == 128 ? "sface" : "arcface-raw");
        if (signature.Outputs.Count == 2)
            return Family("adaface");
        string[] arcface = ["w600k", "arcface", "glint", "ms1mv"];
        if (file.Contains("adaface", StringComparison.OrdinalIgnoreCase))
            return Family("adaface");
        if (arcface.Any(word => file.Contains(word, StringComparison.OrdinalIgnoreCase)))
            return Family("arcface");

        // Both orders of the channels load and run; the wrong one only recognises worse.
        throw new ModelRefusedException(
            $"{file} is an embedder, but its shape does not say which order of channels it was trained with. Say it with --card arcface (RGB), "
            + "--card adaface (BGR) or the name of another card.");
    }

    private static ModelCard Detector(ModelCard card, OnnxSignature signature, int width, int height)
    {
        var names = card.Detector!.Kind == DetectorKinds.Scrfd
            ? ScrfdOutputs(signature.Outputs) ?? throw new ModelRefusedException($"{card.File} gives {Words(signature.Outputs)}: that is not SCRFD with three levels.")
            : card.Outputs;
        if (names.FirstOrDefault(name => signature.Outputs.All(output => output.Name != name)) is { } missing)
            throw new ModelRefusedException($"{card.File} has no output “{missing}”; it gives {Words(signature.Outputs)}.");
        if (width == 0 || height == 0)
            return card with { Outputs = names, Input = card.Input with { Width = 0, Height = 0 } };
        return card with
        {
            Outputs = names,
            Input = card.Input with { Width = width, Height = height },
            Detector = card.Detector with { PassSides = [Math.Max(width, height)] },
        };
    }

    /// <summary>Scores, distances and points by the length of their rows, each in the order of the levels; the names are numbers in the public files.</summary>
    private static IReadOnlyList<string>? ScrfdOutputs(IReadOnlyList<OnnxTensor> outputs)
    {
        var rows = outputs.GroupBy(output => output.Last).ToDictionary(group => group.Key, group => group.ToArray());
        var kinds = outputs.Count switch { 6 => 2, 9 => 3, _ => 0 };
        if (kinds == 0 || rows.Count != kinds)
            return null;
        var names = new List<string>();
        foreach (var length in new[] { 1, 4, Points }.Take(kinds))
        {
            if (!rows.TryGetValue(length, out var levels) || levels.Length != 3)
                return null;
            var areCounted = levels.All(level => level.Shape.Count >= 2 && level.Shape[^2] > 0);
            names.AddRange((areCounted ? levels.OrderByDescending(level => level.Shape[^2]) : levels.AsEnumerable()).Select(level => level.Name));
        }

        return names;
    }

    private static ModelCard Landmarks(ModelCard card, OnnxSignature signature, int width, int height)
    {
        if (signature.Outputs is not [{ Last: Landmarks68.Floats } output])
            throw new ModelRefusedException($"{card.File} must give 68 points, {Landmarks68.Floats} numbers; it gives {Words(signature.Outputs)}.");
        return card with { Outputs = [output.Name], Input = card.Input with { Width = Math.Max(0, width), Height = Math.Max(0, height) } };
    }

    private static ModelCard Embedder(ModelCard card, OnnxSignature signature, int width, int height)
    {
        const int side = FaceEncoder.AlignedSide;
        if ((width >= 0 && width != side) || (height >= 0 && height != side))
            throw new ModelRefusedException($"{card.File} takes {width} × {height} pixels; an embedder must take {side} × {side}.");
        if (signature.Outputs is not [{ Last: > 0 } template, ..] || signature.Outputs.Count > 2 || (signature.Outputs.Count == 2 && signature.Outputs[1].Last != 1))
            throw new ModelRefusedException($"{card.File} must give a template and perhaps its length; it gives {Words(signature.Outputs)}.");
        if (card.Dimension is { } dimension && dimension != template.Last)
            throw new ModelRefusedException($"{card.File} gives templates of {template.Last} numbers; “{card.Id}” gives {dimension}.");
        return card with { Outputs = [.. signature.Outputs.Select(output => output.Name)], Dimension = template.Last };
    }

    private static ModelCard Family(string id) => ModelCard.Families.Single(card => card.Id == id);

    private static string Words(IReadOnlyList<OnnxTensor> tensors) => string.Join(", ", tensors);
}
