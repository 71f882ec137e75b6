using System.Security.Cryptography;
using System.Text.Json;

namespace Lfr.Shared.Watchlists;

/// <summary>What a sign-off rests on, as text and hash.</summary>
public static class EntryHash
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The entry that an approver reads, field by field: details, photograph, template and the time of compilation.</summary>
    public static HashedText Text(WatchlistEntry entry)
    {
        var details = entry.Details;
        var text = new HashedText("entry/1")
            .Add("id", entry.Id)
            .Add("subjectName", details.SubjectName)
            .Add("sourceReference", details.SourceReference)
            .Add("category", (long)details.Category)
            .Add("legalReference", details.LegalReference)
            .Add("justification", details.Justification)
            .Add("whyHereAndNow", details.WhyHereAndNow)
            .Add("necessity", details.Necessity)
            .Add("proportionality", details.Proportionality)
            .Add("imageSource", (long)details.ImageSource)
            .Add("imageTakenOn", details.ImageTakenOn)
            .Add("lawfulHolding", details.LawfulHolding)
            .Add("unconvicted", details.Unconvicted)
            .Add("ageBand", (long)details.AgeBand)
            .Add("childWelfareReason", details.ChildWelfareReason)
            .Add("vulnerability", details.Vulnerability)
            .Add("response", (long)details.Response)
            .Add("responsePlan", details.ResponsePlan)
            .Add("statusVerifiedAt", details.StatusVerifiedAt)
            .Add("photograph.image", entry.Photograph?.ImageBlobId.ToString("D"))
            .Add("photograph.template", entry.Photograph?.TemplateHash)
            .Add("compiledAt", entry.CompiledBy.At);

        // Came later. An entry without them has no line of them, so that the sign-offs before them stand.
        if (details.KnownSiblings.Length > 0)
            text = text.Add("knownSiblings", details.KnownSiblings);
        if (details.Offence.Length > 0)
            text = text.Add("offence", details.Offence);
        if (details.Fields is not { } fields)
            return text;
        text = text.Add("fields", fields.All.Count);
        return fields.All.Aggregate(text, (t, f) => t.Add("field.code", f.Code).Add("field.text", f.Text));
    }

    /// <summary>The hash as releases before versions wrote it.</summary>
    internal static string Unversioned(WatchlistEntry entry)
    {
        var details = entry.Details;
        var value = new
        {
            Details = new
            {
                details.SubjectName,
                details.SourceReference,
                Category = (int)details.Category,
                details.LegalReference,
                details.Justification,
                details.WhyHereAndNow,
                details.Necessity,
                details.Proportionality,
                ImageSource = (int)details.ImageSource,
                details.ImageTakenOn,
                details.LawfulHolding,
                details.Unconvicted,
                AgeBand = (int)details.AgeBand,
                details.ChildWelfareReason,
                details.Vulnerability,
                Response = (int)details.Response,
                details.ResponsePlan,
                details.StatusVerifiedAt,
            },
            entry.Photograph?.TemplateHash,
            entry.CompiledBy.At,
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, Json)));
    }
}
