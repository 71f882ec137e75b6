using Lfr.Shared.Identity;

namespace Lfr.Web.Features.Administration.Parts;

/// <summary>Who a person is, as it is being written. No rank is chosen before somebody chooses: decisions hang on it.</summary>
public sealed class ParticularsDraft
{
    /// <summary>Name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Rank.</summary>
    public Rank? Rank { get; set; }

    /// <summary>Force number.</summary>
    public string ForceNumber { get; set; } = "";

    /// <summary>Unit.</summary>
    public string Unit { get; set; } = "";

    /// <summary>Whether nothing is written.</summary>
    public bool IsEmpty => Name.Length + ForceNumber.Length + Unit.Length == 0 && Rank is null;

    /// <summary>Begins with what is saved.</summary>
    public static ParticularsDraft Of(Particulars saved) => new() { Name = saved.Name, Rank = saved.Rank, ForceNumber = saved.ForceNumber, Unit = saved.Unit };

    /// <summary>What is written; a rank that is not chosen is none of the ranks, and refused as missing.</summary>
    public Particulars Read() => new(Name, Rank ?? (Rank)(-1), ForceNumber, Unit);
}
