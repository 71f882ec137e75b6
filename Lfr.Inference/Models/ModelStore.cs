using System.Security.Cryptography;

namespace Lfr.Inference.Models;

/// <summary>What was found in a models folder.</summary>
/// <param name="Folder">The folder looked at; <see langword="null"/> when there is none.</param>
/// <param name="Hashes">SHA-256, lower-case hex, of each model in use that is present and is what its card says, by role. All of them when <paramref name="Problem"/> is null.</param>
/// <param name="Problem">What is missing or altered and which command puts it right, as a sentence for people; <see langword="null"/> when all is well.</param>
public sealed record ModelInspection(string? Folder, IReadOnlyDictionary<string, string> Hashes, string? Problem);

/// <summary>The folder in which the model files lie. The program never downloads anything: a script brings the files, this only believes their hashes.</summary>
public static class ModelStore
{
    /// <summary>The command that brings missing models, as people type it.</summary>
    public const string FetchCommand = "./eng/fetch-models.sh";

    /// <summary>Environment variable that names the folder.</summary>
    public const string FolderVariable = "LFR_MODELS";

    private const string FolderName = ".models";

    /// <summary>
    /// The models folder: what <see cref="FolderVariable"/> says, otherwise the nearest <c>.models</c> at or above the program, otherwise at or
    /// above the working folder.
    /// </summary>
    /// <returns>A path, or <see langword="null"/> when there is no such folder. A path from the variable need not exist.</returns>
    public static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named)
            return Path.GetFullPath(named);
        return Upward(AppContext.BaseDirectory) ?? Upward(Directory.GetCurrentDirectory());
    }

    /// <summary>Hashes the files of the models in use and says what is wrong, if anything.</summary>
    public static ModelInspection Inspect(string? folder)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (folder is null || !Directory.Exists(folder))
            return new ModelInspection(folder, hashes, $"The face models are missing. Run {FetchCommand} to bring them.");

        string? problem = null;
        try
        {
            var chosen = ModelSelection.Read(folder).Resolve(folder);
            problem = ExecutionProviders.Problem(chosen.ExecutionProvider);
            foreach (var card in chosen.Cards)
            {
                if (Problem(folder, card) is { } refused)
                    problem ??= refused;
                else
                    hashes[card.Role] = card.Sha256;
            }
        }
        catch (ModelRefusedException refusal)
        {
            problem = refusal.Message;
        }

        return new ModelInspection(folder, hashes, problem);
    }

    /// <summary>What is wrong with a card's file, as a sentence; <see langword="null"/> when it is what the card says.</summary>
    internal static string? Problem(string folder, ModelCard card)
    {
        try
        {
            ReadVerified(folder, card);
            return null;
        }
        catch (ModelRefusedException refusal)
        {
            return refusal.Message;
        }
    }

    /// <summary>Reads a model file and checks it against its card; what is returned is what was hashed, whatever happens to the file afterwards.</summary>
    /// <exception cref="ModelRefusedException">The file is missing, unreadable or not what the card says.</exception>
    public static byte[] ReadVerified(string folder, ModelCard card)
    {
        var path = Path.Combine(folder, card.File);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelRefusedException(
                $"The model file {card.File} is missing. {(card.IsFetched ? $"Run {FetchCommand} to bring it." : "Put it back, or choose another with 'models select'.")}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelRefusedException($"The model file {card.File} cannot be read: {error.Message}", error);
        }

        if (Sha256(bytes) != card.Sha256)
        {
            throw new ModelRefusedException(
                $"The model file {card.File} is not the one its card describes: its SHA-256 differs. It may be damaged or altered. "
                + (card.IsFetched ? $"Delete it and run {FetchCommand}." : "Put the right one back, or choose another with 'models select'."));
        }

        return bytes;
    }

    /// <summary>Writes a file whole or not at all.</summary>
    internal static void WriteWhole(string path, ReadOnlySpan<byte> content)
    {
        var partial = path + ".partial";
        File.WriteAllBytes(partial, content);
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>SHA-256, lower-case hex.</summary>
    internal static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string? Upward(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, FolderName);
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}

/// <summary>A model file was not loaded; the message is a sentence for people and says what to do.</summary>
public sealed class ModelRefusedException : Exception
{
    /// <summary>With the sentence.</summary>
    public ModelRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>With the sentence and its cause.</summary>
    public ModelRefusedException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
