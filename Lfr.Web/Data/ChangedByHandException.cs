using System.Security.Cryptography;
using Lfr.Shared.Policy;

namespace Lfr.Web.Data;

/// <summary>
/// Something that Lfr had encrypted is not as it was: somebody changed it in the database, or put it in the place of another. Whatever a command wanted with it is refused with these words, and the refusal
/// is in the audit log (<see cref="LfrTransaction"/>).
/// </summary>
public sealed class ChangedByHandException : CryptographicException
{
    /// <summary>Says it.</summary>
    /// <param name="sentence">What is not as it was, and how that may have come about.</param>
    /// <param name="toDo">What to do about it, as a sentence.</param>
    /// <param name="cause">What the cipher said.</param>
    public ChangedByHandException(string sentence, string toDo, Exception? cause)
        : base(sentence, cause) => Refusal = Outcome.WrongState(sentence, toDo);

    /// <summary>The refusal.</summary>
    public Outcome Refusal { get; }
}
