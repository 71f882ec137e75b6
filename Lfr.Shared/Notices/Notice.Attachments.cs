using Lfr.Shared.Policy;

namespace Lfr.Shared.Notices;

/// <content>The notice in other languages, as files.</content>
public sealed partial class Notice
{
    /// <summary>Files that the next publication takes along, by language.</summary>
    public IReadOnlyList<NoticeAttachment> Attachments { get; private set; } = [];

    /// <summary>Attaches a file. What the public reads does not change until the notice is published.</summary>
    public Outcome Attach(NoticeAttachment attachment)
    {
        if (IsFinal)
            return Final();
        if (Attachments.Any(a => a.Id == attachment.Id))
            return Outcome.Done;
        if (NoticeLanguages.Find(attachment.Language) is not { } language)
            return Outcome.Incomplete("Nothing says which language the file is in.", "Choose the language.");
        if (Attachments.Any(a => a.Language == attachment.Language))
            return Outcome.WrongState($"There is a file in {language.Name} already.", "Take it off first.");
        if (Attachments.Count >= NoticeAttachment.Most)
            return Outcome.WrongState($"There are {NoticeAttachment.Most} files already, the most that a notice may have.", "Take one off first.");
        Attachments = [.. Attachments.Append(attachment).OrderBy(a => a.LanguageName, StringComparer.Ordinal)];
        return Outcome.Done;
    }

    /// <summary>Takes a file off. What was published with it keeps it.</summary>
    public Outcome Detach(Guid id)
    {
        if (IsFinal)
            return Final();
        Attachments = [.. Attachments.Where(a => a.Id != id)];
        return Outcome.Done;
    }
}
