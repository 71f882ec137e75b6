using Lfr.Shared.Policy;

namespace Lfr.Shared.Identity;

/// <summary>Police ranks in ascending order, so that "superintendent or above" is a comparison. Staff hold no rank.</summary>
public enum Rank
{
    /// <summary>Police staff: no rank, whatever their seniority.</summary>
    Staff = 0,

    /// <summary>Constable.</summary>
    Constable = 1,

    /// <summary>Sergeant.</summary>
    Sergeant = 2,

    /// <summary>Inspector.</summary>
    Inspector = 3,

    /// <summary>Chief inspector.</summary>
    ChiefInspector = 4,

    /// <summary>Superintendent.</summary>
    Superintendent = 5,

    /// <summary>Chief superintendent.</summary>
    ChiefSuperintendent = 6,

    /// <summary>Assistant chief constable, or commander in London.</summary>
    AssistantChiefConstable = 7,

    /// <summary>Deputy chief constable, or deputy assistant commissioner in London.</summary>
    DeputyChiefConstable = 8,

    /// <summary>Chief constable, or commissioner in London.</summary>
    ChiefConstable = 9,
}

/// <summary>Ranks as words.</summary>
public static class RankLabels
{
    /// <summary>The rank as it stands behind the name: <c>superintendent</c>, or <c>acting superintendent until 4 December 2026</c>.</summary>
    public static string RankInWords(this Signature by, PolicyPack? policy) => by.Acting ?? by.Rank.InWords(policy);

    /// <summary>The same of somebody who asks now.</summary>
    public static string RankInWords(this Actor actor, PolicyPack? policy) => actor.Acting ?? actor.Rank.InWords(policy);

    /// <summary>The rank inside a sentence, in the words of <paramref name="policy"/>: <c>chief superintendent</c>.</summary>
    public static string InWords(this Rank rank, PolicyPack? policy) => PolicyTerms.Of(policy).NameOf(rank);

    /// <summary>The rank as packs write it, in words.</summary>
    internal static string Plainly(this Rank rank) => rank switch
    {
        Rank.Staff => "police staff",
        Rank.Constable => "constable",
        Rank.Sergeant => "sergeant",
        Rank.Inspector => "inspector",
        Rank.ChiefInspector => "chief inspector",
        Rank.Superintendent => "superintendent",
        Rank.ChiefSuperintendent => "chief superintendent",
        Rank.AssistantChiefConstable => "assistant chief constable",
        Rank.DeputyChiefConstable => "deputy chief constable",
        Rank.ChiefConstable => "chief constable",
        _ => throw new ArgumentOutOfRangeException(nameof(rank), rank, "Unknown rank."),
    };
}
