using System.Linq.Expressions;

namespace Lfr.Web.Data;

/// <summary>Sorts by what is kept as a word in the order in which its type declares it.</summary>
public static class Ranks
{
    /// <summary>The place of a value in its type, for the database to sort by.</summary>
    public static Expression<Func<TRow, int>> Of<TRow, TValue>(Expression<Func<TRow, TValue>> value)
        where TValue : struct, Enum
    {
        var values = Enum.GetValues<TValue>();
        Expression rank = Expression.Constant(values.Length);
        for (var place = values.Length - 1; place >= 0; place--)
            rank = Expression.Condition(Expression.Equal(value.Body, Expression.Constant(values[place])), Expression.Constant(place), rank);
        return Expression.Lambda<Func<TRow, int>>(rank, value.Parameters);
    }
}
