using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lfr.Shared.Policy;

/// <summary>
/// The policy packs of an installation, read once from <c>policies/*.json</c>. A pack that is not understood to the last field is refused as a
/// whole: a rule that is silently left out would be a rule that silently does not apply.
/// </summary>
public sealed class PolicyLibrary
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    private const string RetentionIsMissing =
        "It does not say how long each kind of biometrics is kept. Add a section retention with watchlist, undatedWatchlist, falseAlerts, otherAlerts and contextFrames, each in hours or in days, "
        + "and remove watchlistRetentionHours, falseAlertRetentionHours and alertRetentionDays from numbers.";

    private PolicyLibrary(IReadOnlyList<PolicyPack> all) => All = all;

    /// <summary>All packs, oldest first.</summary>
    public IReadOnlyList<PolicyPack> All { get; }

    /// <summary>Reads every <c>*.json</c> of <paramref name="folder"/>.</summary>
    /// <exception cref="PolicyPackException">The folder is missing, or a pack is malformed; says which file and which field.</exception>
    public static PolicyLibrary Load(string folder) => LoadWithout(folder, "");

    /// <summary>As <see cref="Load"/>, without the file of this name: for whoever checks that file beside the others.</summary>
    /// <exception cref="PolicyPackException">The folder is missing, or a pack is malformed; says which file and which field.</exception>
    public static PolicyLibrary LoadWithout(string folder, string leftOut)
    {
        if (!Directory.Exists(folder))
            throw new PolicyPackException(folder, "", "The folder of policy packs does not exist.");
        var packs = new List<(string File, PolicyPack Pack)>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Where(f => !f.EndsWith(".schema.json", StringComparison.Ordinal) && Path.GetFileName(f) != leftOut).Order(StringComparer.Ordinal))
        {
            var pack = Read(Path.GetFileName(path), Bytes(path));
            Beside(Path.GetFileName(path), pack, packs);
            packs.Add((Path.GetFileName(path), pack));
        }

        return new PolicyLibrary([.. packs.Select(p => p.Pack).OrderBy(p => p.EffectiveFrom).ThenBy(p => p.Id, StringComparer.Ordinal)]);
    }

    /// <summary>The pack with this id, or <see langword="null"/>.</summary>
    public PolicyPack? Find(string id) => All.FirstOrDefault(p => string.Equals(p.Id, id, StringComparison.Ordinal));

    /// <summary>Where <paramref name="pack"/> stands on <paramref name="day"/>, among those of this installation.</summary>
    public PolicyStanding StandingOf(PolicyPack pack, DateOnly day) => pack switch
    {
        { Adopted: false } => PolicyStanding.NotUsed,
        _ when ReferenceEquals(pack, InForce(day)) => PolicyStanding.InForce,
        _ when pack.EffectiveFrom > day => PolicyStanding.ToCome,
        _ => PolicyStanding.Past,
    };

    /// <summary>The pack in force on <paramref name="day"/>: where two overlap, the one that came into force later.</summary>
    public PolicyPack? InForce(DateOnly day) => All.LastOrDefault(p => p.IsInForce(day));

    /// <summary>
    /// Reads a pack as the start would, beside those that are there, and keeps nothing: so that its owner hears of a mistake before anybody is refused by it.
    /// </summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="bytes">The file.</param>
    /// <exception cref="PolicyPackException">It is malformed, has an id that is taken, or uses a number for something else; says which field.</exception>
    public PolicyPack Check(string file, byte[] bytes)
    {
        var pack = Read(file, bytes);
        Beside(file, pack, All.Select(p => (p.Id, p)));
        return pack;
    }

    private static void Beside(string name, PolicyPack pack, IEnumerable<(string File, PolicyPack Pack)> packs)
    {
        foreach (var (file, other) in packs)
        {
            if (string.Equals(other.Id, pack.Id, StringComparison.OrdinalIgnoreCase))
                throw new PolicyPackException(name, "id", $"{file} has the same id, {pack.Id}; an id names one version for good.");
            foreach (var (field, sentence) in PolicyCodes.Differences(pack, other))
                throw new PolicyPackException(name, field, sentence);
            if (pack.Adopted && other.Adopted && pack.EffectiveFrom == other.EffectiveFrom)
            {
                throw new PolicyPackException(
                    name, "effectiveFrom", $"{file} is adopted from the same day on, {Words.Day(pack.EffectiveFrom)}, and only one can be in force then. Give this one its own first day, or leave adopted at false until it is approved.");
            }
        }
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PolicyPackException(Path.GetFileName(path), "", $"The file cannot be read. {e.Message}", e);
        }
    }

    private static PolicyPack Read(string file, byte[] bytes)
    {
        PolicyPack? pack;
        try
        {
            pack = JsonSerializer.Deserialize<PolicyPack>(bytes, Json);
        }
        catch (JsonException e)
        {
            if (IsFromBeforeRetentionByKind(bytes))
                throw new PolicyPackException(file, "retention", RetentionIsMissing, e);
            throw new PolicyPackException(file, FieldOf(e), e.Message, e);
        }

        if (pack is null)
            throw new PolicyPackException(file, "", "The file holds no policy.");
        foreach (var (field, sentence) in PolicyPackCheck.Problems(pack))
            throw new PolicyPackException(file, field, sentence);
        return pack with { Hash = PolicyPackHash.Of(bytes) };
    }

    private static bool IsFromBeforeRetentionByKind(byte[] bytes)
    {
        try
        {
            using var pack = JsonDocument.Parse(bytes, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            return pack.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("numbers", out _) && !root.TryGetProperty("retention", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string FieldOf(JsonException e) => e.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "";
}

/// <summary>A policy pack that cannot be used; its message names the file and the field.</summary>
public sealed class PolicyPackException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="field">Field, as in the file: <c>numbers.agreeingFrames</c>; empty when it is about the whole file.</param>
    /// <param name="problem">What is wrong, as a sentence.</param>
    /// <param name="inner">The reader's exception, if it was one.</param>
    public PolicyPackException(string file, string field, string problem, Exception? inner = null)
        : base(field.Length == 0 ? $"Policy pack {file}: {problem}" : $"Policy pack {file}, field {field}: {problem}", inner)
    {
        File = file;
        Field = field;
    }

    /// <summary>Name of the file.</summary>
    public string File { get; }

    /// <summary>Field, or empty.</summary>
    public string Field { get; }
}
