using Lfr.Web.Components;
using Lfr.Web.Features.Deployments.Queries;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>A deployment in the table of one day's hours.</summary>
/// <param name="Item">Deployment.</param>
/// <param name="FirstHour">Row in which it begins.</param>
/// <param name="Rows">How many rows it covers.</param>
/// <param name="Lane">Column, from 0.</param>
public sealed record DayBlock(CalendarItem Item, int FirstHour, int Rows, int Lane);

/// <summary>The hours of one day by the force’s clock, with what is planned in them: an hour a row, and beside each other what overlaps.</summary>
public sealed class DayHours
{
    private const int UsualFirst = 8;
    private const int UsualLast = 20;
    private readonly DayBlock[] blocks;

    /// <summary>The hours of <paramref name="day"/>; <paramref name="items"/> are those that touch it.</summary>
    public DayHours(DateOnly day, IEnumerable<CalendarItem> items)
    {
        var placed = new List<DayBlock>();
        foreach (var item in items.OrderBy(i => i.Window.Start).ThenByDescending(i => i.Window.End))
        {
            var (start, end) = (ForceTime.At(item.Window.Start).DateTime, ForceTime.At(item.Window.End.AddTicks(-1)).DateTime);
            var first = DateOnly.FromDateTime(start) < day ? 0 : start.Hour;
            // The hour that comes twice when the clocks go back is one row.
            var last = DateOnly.FromDateTime(end) > day ? 23 : end.Hour;
            var lane = 0;
            while (placed.Exists(b => b.Lane == lane && b.FirstHour <= last && first < b.FirstHour + b.Rows))
                lane++;
            placed.Add(new DayBlock(item, first, last - first + 1, lane));
        }

        blocks = [.. placed];
        First = blocks.Select(b => b.FirstHour).Append(UsualFirst).Min();
        Last = blocks.Select(b => b.FirstHour + b.Rows - 1).Append(UsualLast).Max();
        Lanes = blocks.Select(b => b.Lane + 1).Append(1).Max();
    }

    /// <summary>First hour shown.</summary>
    public int First { get; }

    /// <summary>Last hour shown.</summary>
    public int Last { get; }

    /// <summary>Columns.</summary>
    public int Lanes { get; }

    /// <summary>The hours shown.</summary>
    public IEnumerable<int> Hours => Enumerable.Range(First, Last - First + 1);

    /// <summary>The block that begins here, or <see langword="null"/>.</summary>
    public DayBlock? At(int hour, int lane) => blocks.FirstOrDefault(b => b.Lane == lane && b.FirstHour == hour);

    /// <summary>Whether a block that began earlier goes on here.</summary>
    public bool IsCovered(int hour, int lane) => blocks.Any(b => b.Lane == lane && b.FirstHour < hour && hour < b.FirstHour + b.Rows);
}
